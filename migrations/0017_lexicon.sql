-- The languages that every installation begins with.
INSERT INTO relationship_engine.lexicon (language, kind, word)
SELECT l.language, l.kind, w.word
FROM (
    VALUES
    ('en', 'abbreviation',
        'dr,prof,mr,mrs,ms,mt,st,ft,jr,sr,gen,col,capt,lt,sgt,rev,hon,gov,sen,rep,pres,inc,ltd,co,corp,'
        'bros,no,vs,dept,univ,jan,feb,mar,apr,jun,jul,aug,sep,sept,oct,nov,dec,ph,ed,vol,fig,approx,ave,blvd,esq,'
        'messrs'),
    ('mul', 'abbreviation', 'dipl,ing,hr,fr,nr,str,mme,mlle,sra,dra,srta,av'),
    ('en', 'stop_word',
        'i,me,my,myself,we,our,ours,us,you,your,yours,he,him,his,she,her,hers,it,its,they,them,their,theirs,what,'
        'which,who,whom,this,that,these,those,am,is,are,was,were,be,been,being,have,has,had,having,do,does,did,doing,a,'
        'an,'
        'the,and,but,if,or,because,as,until,while,of,at,by,for,with,about,against,between,into,through,during,before,'
        'after,'
        'above,below,to,from,up,down,in,out,on,off,over,under,again,further,then,once,here,there,when,where,why,how,'
        'all,any,'
        'both,each,few,more,most,other,some,such,no,nor,not,only,own,same,so,than,too,very,s,t,can,will,just,don,'
        'should,now,'
        'may,might,must,shall,would,could,also,one,every,next,last,first,new,old'),
    ('ko', 'particle', '은,는,이,가,을,를,에,의,와,과,도,로,으로,에서,에게,한테,께,만,부터,까지,이다,입니다,라고,이라고,랑,이랑,'
        '하고,씨,님,이나,나,라는,이라는,보다,처럼,에는,에도,께서'),
    ('fr', 'elision', 'l,d,j,m,n,s,t,c,qu'),
    ('it', 'elision', 'l,dell,all,nell,sull,dall,un,d,c'),
    ('en', 'clitic', 's,d,ll,ve,re,m,t'),
    ('en', 'determiner', 'a,an,the,this,that,these,those,every,each,some,any,no,my,your,his,her,its,our,their,of,per'),
    ('en', 'denial',
        'not,never,nor,neither,without,cannot,t,cant,dont,wont,didnt,doesnt,isnt,wasnt,hasnt,hadnt,hardly,scarcely,'
        'nobody,none,no longer,no more,instead of,rather than,might,could,should,wants to,wanted to,hopes to,hoped to,'
        'plans to,planned to,tried to,tries to,refused to,declined to,failed to,fails to,offered to,threatened to,'
        'attempted to,wished to,wishes to,denied,denies,almost,nearly,far from'),
    ('en', 'unreal',
        'if,unless,whether,suppose,supposing,imagine,imagined,pretend,pretended,dreamt,dreamed,hypothetically,'
        'false that,untrue that,not true that,untrue,deny that,denied that,denies that,doubt that,doubts that,myth '
            'that,'
        'no truth,the case that,rumour that,rumor that,rumours that,rumors that,are false,were false,are untrue,were '
        'untrue,nobody says that,nobody believes that,nobody thinks that,no one says that,no one believes that,no one '
        'thinks that,who says,who said,is false,was false,is untrue,was untrue,is not true,was not true,no evidence '
        'that,far from true,doubt {name},doubts {name},doubted {name},deny {name},denies {name},'
        'nobody says {name},nobody believes {name},nobody thinks {name},no one says {name},no one believes {name},'
        'no one thinks {name},wish that,wishes that,unlikely that'),
    ('en', 'unreal_opening', 'were,had,should,was,is,are,did,does,do,has,have,could,would,can,might'),
    ('en', 'article', 'a,an,the'),
    ('mul', 'postnominal', 'phd,ph d,m d,md,jr,sr,esq,mba,cpa,obe,cbe,mbe,jd,dds,rn,ii,iii,iv,msc,bsc,dphil,frs,qc,kc'),
    ('en', 'connective', 'a,an,and,as,at,by,for,from,in,of,on,or,the,to,with'),
    ('de', 'connective',
        'und,oder,der,die,das,des,dem,den,ein,eine,einer,in,im,an,am,auf,bei,von,vom,zu,zum,zur,mit,für'),
    ('fr', 'connective', 'et,ou,le,la,les,un,une,de,du,des,à,au,aux,en,chez,par,pour,avec,dans,sur'),
    ('es', 'connective', 'y,o,el,la,los,las,un,una,de,del,a,al,en,por,para,con'),
    ('en', 'conjunction', 'and'),
    ('en', 'preposition',
        'of,from,at,for,with,against,near,behind,in,on,since,as,to,by,during,until,before,after,where,while'),
    ('fr', 'preposition', 'de,du,des,chez'),
    ('de', 'preposition', 'der,des,von,vom,bei,beim'),
    ('es', 'preposition', 'de,del,en'),
    ('it', 'preposition', 'di,del,della,dell,presso'),
    ('pt', 'preposition', 'de,do,da,na'),
    ('nl', 'preposition', 'van,bij'),
    ('en', 'workplace', 'at,with,from'),
    ('fr', 'workplace', 'chez'),
    ('de', 'workplace', 'bei,beim'),
    ('es', 'workplace', 'en'),
    ('it', 'workplace', 'presso'),
    ('pt', 'workplace', 'na'),
    ('nl', 'workplace', 'bij'),
    ('en', 'verb',
        'bought,sold,owns,runs,ran,led,leads,took,set,has,had,have,is,was,are,were,will,hired,fired,makes,made,built,'
        'began,became,grew,left,met,wed,sued,won,lost,joins,founds,acquires,buys,sells,marries,own,run,work,live,teach,'
        'manage,acquire,buy,sell,join,oversee,reside'),
    ('en', 'participle',
        'born,begun,bought,brought,built,chosen,drawn,found,given,grown,held,kept,known,led,left,made,run,sold,set,'
        'spun,split,taken,taught,thrown,won,written'),
    ('en', 'rank',
        'chief,executive,general,head,lead,managing,partner,prime,'
        'principal,senior,staff,vice,deputy,assistant,associate,'
        'junior,acting,interim,former,special,technical,global,regional,national,first,second,third'),
    ('en', 'office',
        'administrator,board,ceo,cfo,chair,chairman,chairperson,chairwoman,cofounder,commissioner,coo,cto,director,'
        'editor,'
        'founder,governor,president,professor,secretary,spokesman,spokesperson,spokeswoman,treasurer'),
    ('en', 'legal_form', 'inc,incorporated,llc,l l c,llp,lp,lllp,pllc,pc,ltd,limited,corp,corporation,co,company,plc,'
        'and co,and company,and sons,and partners,pty,pte,pvt,private,proprietary,unlimited,holding limited,cic,cio'),
    ('de', 'legal_form', 'gmbh,ggmbh,mbh,ag,kg,ohg,ug,kgaa,ev,e v,eg,e g,und co,gesmbh,se,haftungsbeschränkt'),
    ('fr', 'legal_form', 's a,sa,sas,s a s,sasu,sarl,s a r l,eurl,sci,snc,et cie,et co'),
    ('es', 'legal_form',
        'sl,s l,slu,s l u,sau,s a u,sa de cv,s a de c v,srl de cv,s de rl de cv,s c,y cia,y compañia,ltda,eirl,cv,de '
        'cv'),
    ('it', 'legal_form', 'spa,s p a,srl,s r l,srls,sapa,snc,s n c,sas'),
    ('pt', 'legal_form', 'lda,sgps,eireli,ltda,s a'),
    ('nl', 'legal_form', 'bv,b v,nv,n v,vof,cvba,bvba,en zonen'),
    ('mul', 'legal_form',
        'ab,as,a s,asa,aps,oy,oyj,ky,hf,ehf,kk,k k,gk,sp z o o,spzoo,sp k,s r o,a s,doo,d o o,dd,d d,ood,ead,eood,'
        'ad,kft,zrt,nyrt,bt,ooo,oao,zao,pao,ooo,tov,pat,uab,sia,ou,jsc,ojsc,pjsc,cjsc,sdn '
            'bhd,bhd,tbk,pt,jv,psc,wll,fzco,'
        'fze,fz llc,dmcc,a ş,aş,ltd şti'),
    ('ja', 'legal_form', '株 式 会 社,有 限 会 社,合 同 会 社'),
    ('zh', 'legal_form', '有 限 公 司,股 份 有 限 公 司,有 限 责 任 公 司'),
    ('ko', 'legal_form', '유 한 회 사,주 식 회 사')
) AS l (language, kind, words)
CROSS JOIN LATERAL unnest(string_to_array(l.words, ',')) AS w (word)
ON CONFLICT DO NOTHING;

-- a person's title and the particles of place take a particle of their own
INSERT INTO relationship_engine.lexicon (language, kind, word)
SELECT 'ko', 'particle', f.word || p.word
FROM (VALUES ('씨'), ('님'), ('군'), ('양'), ('들'), ('에서'), ('에게'), ('으로'), ('로'), ('까지'), ('부터')) AS f (word)
CROSS JOIN (VALUES ('은'), ('는'), ('이'), ('가'), ('을'), ('를'), ('의'), ('와'), ('과'), ('도'), ('만'), ('에게')) AS p (word)
ON CONFLICT DO NOTHING;

-- The labels of spaCy (OntoNotes), CoNLL-2003 and schema.org, and what applications call the same things.
INSERT INTO relationship_engine.type_alias (type, alias)
SELECT t.type, a.alias
FROM (
    VALUES
    ('person', 'per,people,human,individual,persona,contact,patient'),
    ('organization', 'org,organisation,company,corporation,corporate,business,firm,institution,agency,localbusiness,'
        'educationalorganization,collegeoruniversity,school,university,college,governmentorganization,'
        'medicalorganization,'
        'newsmediaorganization,ngo,nonprofit,sportsorganization,sportsteam,musicgroup,performinggroup,airline,'
        'employer'),
    ('place', 'loc,location,gpe,fac,facility,city,town,village,region,state,administrativearea,landmark,'
        'landmarksorhistoricalbuildings,civicstructure,address,postaladdress'),
    ('country', 'nation'),
    ('role', 'job,position,occupation,jobtitle,job_title,job title,organizationrole,employeerole,employment'),
    ('education', 'degree,educationaloccupationalcredential,study'),
    ('membership', 'programmembership'),
    ('product', 'softwareapplication,individualproduct'),
    ('project', 'researchproject'),
    ('event', 'happening,meeting'),
    ('work', 'work_of_art,creativework,book,movie,article'),
    ('thing', 'misc,miscellaneous,other')
) AS t (type, aliases)
CROSS JOIN LATERAL unnest(string_to_array(t.aliases, ',')) AS a (alias);
-- the same labels as taggers (B-PER) and vocabularies (schema:Person, https://schema.org/Person) write them
INSERT INTO relationship_engine.type_alias (type, alias)
SELECT t.type, p.prefix || t.label
FROM (
    VALUES ('person', 'per'), ('organization', 'org'), ('place', 'loc'), ('thing', 'misc'), ('person', 'person'),
    ('organization', 'organization'), ('organization', 'corporation'), ('place', 'place')
) AS t (type, label)
INNER JOIN (VALUES ('b-'), ('i-'), ('schema:'), ('http://schema.org/'), ('https://schema.org/')) AS p (prefix)
    ON length(t.label) <= 4 AND length(p.prefix) = 2 OR length(t.label) > 4 AND length(p.prefix) > 2;
