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
    -- before its subject it has no verb in -ed or with an -s behind it: "Will said" is of a person
    ('en', 'modal', 'will,can,may,might,must,shall,should,would,could,don'),
    ('en', 'finite',
        'is,was,has,had,does,did,says,said,tells,told,thinks,thought,knows,knew,goes,went,comes,came,gets,got,makes,'
        'made,takes,took,gives,gave,finds,found,leaves,left,wants,likes,loves,lives,works,runs,ran,leads,led,owns,'
        'manages,heads,plays,speaks,spoke,writes,wrote,reads,teaches,taught,studies,buys,bought,sells,sold,built,'
        'builds,joins,founds,marries,met,meets,moves,grew,became,becomes,began,begins,won,wins,lost,loses,drove,flew,'
        'sent,sends,paid,pays,kept,keeps,held,holds,saw,sees,heard,felt,stood,sat,ate,slept,broke,brought,spent,quit'),
    ('ko', 'particle', '은,는,이,가,을,를,에,의,와,과,도,로,으로,에서,에게,한테,께,만,부터,까지,이다,입니다,라고,이라고,랑,이랑,'
        '하고,씨,님,이나,나,라는,이라는,보다,처럼,에는,에도,께서'),
    -- glued to the beginning of a word: and, in, to, from, as, the
    ('ar', 'prefix', 'و,ف,ب,ك,ل,وب,ول,وك,فب,فل'),
    ('he', 'prefix', 'ו,ה,ב,ל,מ,כ,ש,וה,וב,ול,ומ,וכ,וש,שה,שב,של,מה,כש,לה'),
    ('fr', 'elision', 'l,d,j,m,n,s,t,c,qu'),
    ('it', 'elision', 'l,dell,all,nell,sull,dall,un,d,c'),
    ('en', 'clitic', 's,d,ll,ve,re,m,t'),
    -- a hyphen joins them to a name, which goes on to be one: openssl-based, non-pandas
    ('en', 'affix',
        'like,specific,aware,compatible,friendly,style,only,free,level,native,ready,side,related,wide,heavy,first,non,'
        'pre,post,anti,pro,ex,all'),
    -- the cases of a name
    ('tr', 'clitic',
        'da,de,ta,te,dan,den,tan,ten,a,e,ya,ye,i,ı,u,ü,yi,yı,yu,yü,in,ın,un,ün,nin,nın,nun,nün,la,le,yla,yle,na,ne,nda,'
        'nde,ndan,nden,ki,daki,deki,taki,teki,dır,dir,dur,dür,tır,tir,lar,ler,lı,li,lu,lü,ca,ce'),
    ('en', 'determiner', 'a,an,the,this,that,these,those,every,each,some,any,no,my,your,his,her,its,our,their,of,per'),
    ('en', 'denial',
        'not,never,nor,neither,without,cannot,t,cant,dont,wont,didnt,doesnt,isnt,wasnt,hasnt,hadnt,hardly,scarcely,'
        'nobody,none,no longer,no more,instead of,rather than,might,could,should,wants to,wanted to,hopes to,hoped to,'
        'plans to,planned to,tried to,tries to,refused to,declined to,failed to,fails to,offered to,threatened to,'
        'attempted to,wished to,wishes to,denied,denies,almost,nearly,far from,supposedly,allegedly,purportedly'),
    ('en', 'unreal',
        'if,unless,whether,suppose,supposing,imagine,imagined,imagines,pretend,pretended,pretends,pretending,dreamt,'
        'dreamed,dreams that,hypothetically,was joking,is joking,were joking,was lying,is lying,were lying,'
        'was mistaken,'
        'is mistaken,were mistaken,was kidding,is kidding,'
        'false that,untrue that,not true that,untrue,deny that,denied that,denies that,doubt that,doubts that,myth '
            'that,'
        'no truth,the case that,rumour that,rumor that,rumours that,rumors that,are false,were false,are untrue,were '
        'untrue,nobody says that,nobody believes that,nobody thinks that,no one says that,no one believes that,no one '
        'thinks that,who says,who said,is false,was false,is untrue,was untrue,is not true,was not true,lie that,'
        'lies that,no proof that,no sign that,no indication that,no record that,few believe that,'
        'few think that,few believe {name},few think {name},hardly anyone believes that,'
        'no evidence that,far from true,doubt {name},doubts {name},doubted {name},deny {name},denies {name},'
        'nobody says {name},nobody believes {name},nobody thinks {name},no one says {name},no one believes {name},'
        'no one thinks {name},wish that,wishes that,i wish {name},'
        'we wish {name},i wished {name},we wished {name},i hope {name},we hope {name},i hoped {name},we hoped {name},'
        'all hope {name},all hoped {name},rumor has it,rumour has it,'
        'unlikely that,plan that,plans that,proposal that,idea that,'
        'suggestion that,'
        'fear that,fears that,hope that,hopes that,{name} was cancelled,{name} was canceled,{name} was called off,'
        '{name} was abandoned,{name} fell through,is baseless,was baseless,are baseless,were baseless,is unfounded,'
        'was unfounded,are unfounded,were unfounded,is wrong,was wrong,are wrong,were wrong,wrong to say,wrong that,'
        'incorrect to say,incorrect that,mistaken that,no way,no chance,nothing shows,nothing suggests,nothing proves,'
        'nothing indicates,no evidence shows,no evidence suggests,no evidence to,at no time,at no point,in no way,'
        'on no account,under no circumstances,not once,provided that,on condition that,as long as,so long as,'
        'in case {name},{name} was blocked,{name} was rejected,{name} was vetoed,'
        '{name} has been blocked,{name} has been rejected'),
    ('en', 'unreal_opening', 'were,had,should,was,is,are,did,does,do,has,have,could,would,can,might,perhaps,maybe,'
        'possibly,supposedly,allegedly,purportedly,in novel,'
        'in film,in movie,in story,in tale,in play,in dream,in game,in episode,in comic,in his novel,in her novel,'
        'let ''s say,let ''s assume,let ''s suppose,let ''s imagine,let us say,let us assume,let us suppose,assume,'
        'assuming,'
        'in his dream,in her dream,in my dream,in parallel,in alternate,in another life,in another world,'
        'in fairy tale,fake news,hoax,rumor,rumour,say {name},in case {name},in event that,'
        'in this novel,in this story,in fiction,legend has it,according to '
        'legend'),
    -- of what was believed nobody says that it is so
    ('en', 'unreal', 'thought {name},believed {name},assumed {name},suspected {name},thought that,believed that,'
        'assumed that,suspected that,under impression that'),
    -- after the last comma of a question they ask to confirm what it says; so does "doesn't she?"
    ('en', 'tag', 'right,correct,yes,no,eh,true,is not it,is not that so,is not that right,am i right'),
    -- between a name and its verb they change nothing that a rule asks
    ('en', 'adverb',
        'now,currently,presently,still,just,recently,lately,newly,later,then,also,too,eventually,finally,ultimately,'
        'subsequently,soon,shortly,thereafter,afterwards,meanwhile,already,again,since,initially,originally,'
        'officially,formally,legally,publicly,privately,quietly,secretly,silently,suddenly,quickly,promptly,'
        'immediately,directly,jointly,together,successfully,happily,proudly,briefly,temporarily,permanently,actively,'
        'actually,really,indeed,certainly,definitely,simply,apparently,evidently,famously,wholly,fully,partly,largely,'
        'mainly,mostly,completely,entirely,today,yesterday,thus,therefore,hence,however,too,both,himself,herself,'
        'themselves,itself,been,got,gets,getting,always,sometimes,nowadays'),
    -- who goes on in a clause of its own
    ('en', 'pronoun', 'he,she'),
    ('en', 'clause', 'and,but,so,then,because,since,when,while,whereas,where,after,before,until,although,though,yet,'
        -- what she says of herself
        'says,said,tells,told,mentions,mentioned,explains,explained,confirms,confirmed,adds,added,notes,noted'),
    -- nouns of people: "he" may be one of them
    ('en', 'person', 'man,woman,boy,girl,guy,lady,gentleman,person,someone,somebody,anyone,stranger,friend,colleague,'
        'neighbour,neighbor,roommate,flatmate,coworker,partner,king,queen,prince,princess,mayor,minister,'
        'boss,chief,doctor,leader,actor,actress,artist,author,singer,writer,player,rival'),
    -- only people have them
    ('en', 'kin', 'son,daughter,child,kid,baby,wife,husband,widow,widower,brother,sister,sibling,twin,father,mother,'
        'mom,mum,dad,parent,uncle,aunt,cousin,nephew,niece,grandfather,grandmother,grandson,granddaughter,boyfriend,'
        'girlfriend,fiancé,fiancée'),
    ('en', 'companion', 'together with,along with,jointly with,in partnership with,alongside,as well as,with,assisted '
        'by,joined by,accompanied by,helped by,like'),
    ('en', 'remainder', 'others,more,colleagues,friends,partners,associates,investors'),
    -- behind one in small letters is a thing, not the name: a silver lake
    ('en', 'indefinite', 'a,an,another,any,some,every,each,no,many,several,few,two,three'),
    ('de', 'indefinite', 'ein,eine,einen,einem,einer,kein,keine,jeder,jede,jedes'),
    ('fr', 'indefinite', 'un,une,des,chaque,quelque'),
    ('es', 'indefinite', 'un,una,unos,unas,cada'),
    ('it', 'indefinite', 'un,uno,una,ogni'),
    -- with a capital before the name of a place they begin the name of an institution
    ('en', 'institution', 'university,college,institute,school,academy,hospital,clinic,museum,polytechnic,observatory,'
        'conservatory,orchestra,hotel,marathon,opera,bank'),
    ('mul', 'institution', 'universität,université,universidad,università,universidade,universiteit,universitet,'
        'hochschule,institut,instituto,istituto,école,escuela,collège,klinikum,klinik,hôpital,theater,théâtre,teatro,'
        'musée,museo,banco,banque,banca'),
    -- common first names that are hardly a word, a place or a family name: before a name they begin a longer one
    ('mul', 'given_name', 'mary,maria,marie,anna,anne,ann,jane,jean,john,paul,peter,david,michael,thomas,robert,'
        'william,charles,richard,george,edward,henry,jack,joseph,daniel,matthew,andrew,stephen,kenneth,kevin,brian,'
        'timothy,elizabeth,margaret,sarah,susan,linda,patricia,barbara,jennifer,jessica,karen,nancy,lisa,betty,sandra,'
        'helen,emily,emma,olivia,sophia,sophie,hannah,laura,julia,katherine,catherine,christine,martha,ruth,alice,eva,'
        'ida,hans,karl,heinz,klaus,jürgen,wolfgang,johann,johannes,friedrich,wilhelm,fritz,otto,ernst,anton,franz,'
        'josef,'
        'juan,josé,jose,luis,carlos,pedro,miguel,pablo,jorge,javier,fernando,antonio,manuel,francisco,ana,carmen,'
        'isabel,lucía,elena,rosa,pilar,pierre,jacques,françois,michel,philippe,louis,claude,henri,andré,rené,émile,'
        'giovanni,giuseppe,marco,luca,paolo,francesco,giulia,chiara,joão,paulo,mário,ivan,sergei,dmitri,nikolai,'
        'vladimir,alexander,alexei,mikhail,natalia,olga,irina,tatiana,svetlana,lars,erik,nils,ole,sven,ingrid,astrid,'
        'mohammed,muhammad,ahmed,ali,omar,hassan,fatima,aisha,ayşe,mehmet,mustafa,lucy,amy,kate,noah,'
        'liam'),
    -- they deny nothing
    ('en', 'assurance', 'no doubt,not long,not surprisingly,not unexpectedly,not least,not far,no wonder,never mind,'
        'no less,not unlike,without doubt,without question,not coincidentally,not incidentally,no surprise'),
    -- behind the name of what it is: the Acme company
    ('en', 'appellation', 'company,firm,corporation,group,team,agency,bank,band,party,startup,business,organization,'
        'organisation,institute,foundation,brand,family,website,magazine,newspaper,label,studio,project,university,'
        'college,school,crew,staff,empire,chain,franchise,government,region,area'),
    ('en', 'time_noun', 'year,month,week,day,morning,afternoon,evening,night,decade,summer,winter,spring,autumn,fall,'
        'season,weekend,term,semester,time,years,months,weeks,days,decades,seasons,hours,while,long'),
    ('en', 'hour', 'one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,noon,midnight,dawn,dusk,lunchtime'),
    -- behind an object: "left Acme early", "sold Acme upon retirement"
    ('en', 'adjunct', 'early,late,right,straight,full,part,half,alone,outright,back,away,abroad,home,anyway,instead,'
        'forever,altogether,overnight,alongside,yet,ahead,upon,amid,among,despite,due,per,via,within,without,'
        'worldwide,mid,outside,'
        'inside,onto,across,like,plus,circa,near,because,although,though,whilst,unless,whose,thanks,only,age,aged,'
        'effective,throughout,since,january,february,march,april,june,july,august,september,october,november,december,'
        'christmas,easter,two,three,four,five,six,seven,eight,nine,'
        'ten'),
    ('en', 'article', 'a,an,the'),
    ('mul', 'postnominal', 'phd,ph d,m d,md,jr,sr,esq,mba,cpa,obe,cbe,mbe,jd,dds,rn,ii,iii,iv,msc,bsc,dphil,frs,qc,kc'),
    ('en', 'connective', 'a,an,and,as,at,by,for,from,in,of,on,or,the,to,with'),
    ('de', 'connective',
        'und,oder,der,die,das,des,dem,den,ein,eine,einer,in,im,an,am,auf,bei,von,vom,zu,zum,zur,mit,für'),
    ('fr', 'connective', 'et,ou,le,la,les,un,une,de,du,des,à,au,aux,en,chez,par,pour,avec,dans,sur'),
    ('es', 'connective', 'y,o,el,la,los,las,un,una,de,del,a,al,en,por,para,con'),
    ('en', 'conjunction', 'and'),
    -- between names as a conjunction is: "worked at A, then at B"
    ('en', 'sequel', 'then,later,and then,and later,and also,and subsequently,and finally'),
    -- ends or begins an aside that says when: "joined A and, a year later, B"
    ('en', 'time_after',
        'later,afterwards,afterward,thereafter,earlier,before,ago,subsequently,eventually,finally,soon'),
    ('en', 'time_before', 'in,from,since,after,by,on'),
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
        'manage,acquire,buy,sell,join,oversee,reside,beat,brought,caught,chose,drew,drove,fell,felt,fought,found,gave,'
        'held,hit,kept,knew,let,paid,saw,sent,shot,spent,spoke,stood,struck,taught,threw,told,thought,wore,wrote'),
    ('en', 'participle',
        'born,begun,bought,brought,built,chosen,drawn,found,given,grown,held,kept,known,led,left,made,run,sold,set,'
        'spun,split,taken,taught,thrown,won,written'),
    ('en', 'rank',
        'chief,executive,general,head,lead,managing,partner,prime,'
        'principal,senior,staff,vice,deputy,assistant,associate,'
        'junior,acting,interim,former,special,technical,global,regional,national,first,second,third,reserve,volunteer,'
        'auxiliary,honorary,visiting,adjunct,founding,freelance,independent,trainee,apprentice'),
    -- whom they are for they represent, and do not work for: "member of Parliament for"
    ('en', 'mandate', 'parliament,congress,senate,assembly,commons,legislature,house,senator,mp,mep,councillor,'
        'councilman,councilwoman,congressman,congresswoman,assemblyman,assemblywoman'),
    -- after a comma they tell whose the organization before it is
    ('en', 'apposition', 'part of,now part of,subsidiary of,division of,unit of,arm of,branch of,affiliate of,brand of,'
        'owned by,operated by,run by,acquired by,backed by,founded by'),
    ('en', 'office',
        'administrator,board,ceo,cfo,chair,chairman,chairperson,chairwoman,cofounder,commissioner,coo,cto,director,'
        'editor,'
        'founder,governor,manager,president,professor,secretary,spokesman,spokesperson,spokeswoman,treasurer'),
    -- Whose job it is: "is an engineer at", "serves as", "was named", "was hired as" speak of the subject, "met an
    -- engineer at" and "was met by an engineer at" do not; "was helped to become" does.
    ('en', 'copula', 'is,was,are,were,became,becomes,remains,remained'),
    ('en', 'own_job', 'works,worked,serves,served,retired'),
    ('en', 'appointed', 'named,appointed,elected,promoted,made,chosen,selected'),
    ('en', 'engaged', 'hired,employed,recruited,elevated,nominated,signed,known,one,president,head,chair,director,'
        'vice'),
    ('en', 'job_link', 'and,as,be,become,being,having,help,serve,work,post,position,role,rank,office'),
    ('en', 'graduate', 'graduate,alumnus,alumna'),
    -- with "of" they are prepositions: "ahead of Acme" is no noun of Acme's
    ('en', 'of_phrase', 'ahead,because,east,front,independently,instead,irrespective,north,outside,inside,out,'
        'regardless,south,west,short,upon,by,in'),
    -- what begins a second phrase of a title: "fellow, A and lecturer, B"
    ('en', 'occupation',
        'accountant,adviser,advisor,analyst,architect,associate,attorney,columnist,consultant,correspondent,counsel,'
        'curator,designer,developer,engineer,fellow,instructor,journalist,lawyer,lecturer,member,nurse,officer,'
        'partner,physician,reporter,researcher,scientist,surgeon,teacher,trustee,student,pupil,intern'),
    ('en', 'legal_form', 'inc,incorporated,llc,l l c,llp,lp,lllp,pllc,pc,ltd,limited,corp,corporation,co,company,plc,'
        'and co,and company,and sons,and partners,and associates,and brothers,and bros,pty,pte,pvt,private,'
        'proprietary,unlimited,holding limited,cic,cio'),
    ('de', 'legal_form', 'gmbh,ggmbh,mbh,mbb,ag,kg,ohg,ug,kgaa,ev,e v,eg,e g,ek,e k,und co,gesmbh,se,'
        'aktiengesellschaft,'
        'kommanditgesellschaft,und söhne,and söhne,haftungsbeschränkt'),
    ('fr', 'legal_form', 's a,sa,sas,s a s,sasu,sarl,s a r l,sàrl,s à r l,sà rl,eurl,sci,snc,sca,scs,selarl,et cie,'
        'and cie,'
        'et fils,and fils,et co,société anonyme'),
    ('es', 'legal_form',
        'sl,s l,slu,s l u,sau,s a u,sa de cv,s a de c v,srl de cv,s de rl de cv,s c,y cia,y compañia,ltda,eirl,cv,de '
        'cv,sll,s l l,sapi de cv,sab de cv,limitada,sociedad anónima,sociedad limitada,e hijos'),
    ('it', 'legal_form', 'spa,s p a,srl,s r l,srls,sapa,snc,s n c,sas,scarl,e figli'),
    ('pt', 'legal_form', 'lda,sgps,eireli,ltda,s a,limitada,unipessoal,e filhos'),
    ('nl', 'legal_form', 'bv,b v,nv,n v,vof,v o f,cvba,bvba,sprl,srl,asbl,vzw,en zonen'),
    ('mul', 'legal_form',
        'ab,as,a s,asa,aps,oy,oyj,publ,kb,hb,ky,hf,ehf,kk,k k,gk,sp z o o,spzoo,sp z oo,spółka z oo,sp k,sp j,s r o,'
        'sro,spol sro,'
        'spol s r o,vos,ks,a s,'
        'i s,k s,p s,aktiebolag,aktieselskab,osakeyhtiö,'
        'doo,d o o,jdoo,dd,d d,ood,ead,eood,'
        'ad,kft,zrt,nyrt,bt,ooo,oao,zao,pao,ooo,tov,pat,uab,sia,ou,oü,jsc,ojsc,pjsc,cjsc,sdn '
            'bhd,bhd,berhad,tbk,pt,jv,psc,wll,fzco,'
        'fze,fz llc,dmcc,a ş,aş,ltd şti'),
    ('mul', 'legal_form',
        'kabushiki kaisha,kabushiki gaisha,yugen kaisha,godo kaisha,sendirian berhad,'
        'joint stock company,public limited company,limited liability company,limited liability partnership,'
        'besloten vennootschap,'
        'naamloze vennootschap,società per azioni,società a responsabilità limitata,spółka akcyjna,akciová společnost,'
        'sociedade anônima,sae,s a e,sal,s a l,saog,saoc,ksc,kscp,qpsc,ltd co,pty ltd'),
    -- they stand before the name
    ('mul', 'legal_prefix', 'ooo,oao,zao,pao,pjsc,ojsc,cjsc,jsc,tov,uab,sia,pt'),
    ('ru', 'legal_form', 'ооо,оао,зао,пао,ао,нао'),
    ('uk', 'legal_form', 'тов,пат,прат,тдв'),
    ('bg', 'legal_form', 'оод,еоод,ад,еад'),
    ('el', 'legal_form', 'αε,α ε,επε,ικε'),
    ('ja', 'legal_form', '株 式 会 社,有 限 会 社,合 同 会 社'),
    ('zh', 'legal_form', '有 限 公 司,股 份 有 限 公 司,有 限 责 任 公 司'),
    ('ko', 'legal_form', '유 한 회 사,주 식 회 사')
) AS l (language, kind, words)
CROSS JOIN LATERAL unnest(string_to_array(l.words, ',')) AS w (word)
ON CONFLICT DO NOTHING;

INSERT INTO relationship_engine.lexicon (language, kind, word)
SELECT 'en', 'unreal', v.verb || ' ' || n.noun
FROM unnest('{is,was,are,were}'::text []) AS v (verb)
CROSS JOIN unnest('{myth,myths,lie,lies,hoax,nonsense,fabrication,untruth}'::text []) AS n (noun)
ON CONFLICT DO NOTHING;
-- "falsely claimed that Ann Lee founded Acme"
INSERT INTO relationship_engine.lexicon (language, kind, word)
SELECT 'en', 'unreal', a.adverb || ' ' || v.verb
FROM unnest('{falsely,wrongly,incorrectly,mistakenly,erroneously,jokingly}'::text []) AS a (adverb)
CROSS JOIN unnest('{assumed,assumes,believed,believes,claimed,claiming,claims,reported,reporting,reports,said,says,
    stated,states,suggested,suggests,thought,thinks,told}'::text []) AS v (verb)
ON CONFLICT DO NOTHING;

-- a person's title and the particles of place take a particle of their own
INSERT INTO relationship_engine.lexicon (language, kind, word)
SELECT 'ko', 'particle', f.word || p.word
FROM (VALUES ('씨'), ('님'), ('군'), ('양'), ('들'), ('에서'), ('에게'), ('으로'), ('로'), ('까지'), ('부터'),
    ('께서'), ('씨께서'), ('님께서'), ('한테'), ('이랑'), ('하고'), ('씨에게'), ('님에게'), ('님께')) AS f (word)
CROSS JOIN (
    VALUES (''), ('은'), ('는'), ('이'), ('가'), ('을'), ('를'), ('의'), ('와'), ('과'), ('도'), ('만'), ('에게')) AS p (word)
ON CONFLICT DO NOTHING;

-- The labels of spaCy (OntoNotes), CoNLL-2003 and schema.org, and what applications call the same things.
INSERT INTO relationship_engine.type_alias (type, alias)
SELECT t.type, a.alias
FROM (
    VALUES
    ('person', 'per,people,human,individual,persona,contact,patient,man,woman,employee,author'),
    ('person', 'persons,personne,personen,persoon,pessoa,personas,personnes,pessoas,человек,人,人物,人名,사람,인물'),
    ('organization', 'organización,organizacion,organisatie,organização,organizacao,organizzazione,empresa,empresas,'
        'compañía,entreprise,entreprises,société,unternehmen,firma,firmen,azienda,impresa,società,bedrijf,instituição,'
        'institución,организация,компания,組織,会社,企業,组织,公司,机构,조직,회사,기관'),
    ('place', 'lugar,lieu,ort,luogo,plaats,ciudad,ville,stadt,città,cidade,stad,место,город,場所,地名,地点,장소,지명'),
    ('country', 'país,pais,pays,paese,страна,国,国家,국가'),
    ('product', 'producto,produit,produkt,prodotto,produto,продукт,製品,产品,제품'),
    ('project', 'proyecto,projet,projekt,progetto,projeto,проект'),
    ('event', 'evento,événement,ereignis,veranstaltung'),
    ('organization', 'org,organisation,company,corporation,corporate,business,firm,institution,agency,localbusiness,'
        'educationalorganization,collegeoruniversity,school,university,college,governmentorganization,'
        'medicalorganization,'
        'newsmediaorganization,ngo,nonprofit,sportsorganization,sportsteam,musicgroup,performinggroup,airline,'
        'employer,startup,enterprise,bank,hospital,museum,charity,foundation,publisher,vendor,supplier,'
        'religiousorganization,researchorganization,politicalparty,onlinebusiness,workersunion'),
    ('place', 'loc,location,gpe,fac,facility,city,town,village,region,state,administrativearea,landmark,'
        'landmarksorhistoricalbuildings,civicstructure,address,postaladdress'),
    ('country', 'nation'),
    ('role', 'job,position,occupation,jobtitle,organizationrole,employeerole,employment,workexperience,jobrole'),
    ('education', 'degree,educationaloccupationalcredential,study'),
    ('membership', 'programmembership'),
    ('product', 'softwareapplication,individualproduct'),
    ('project', 'researchproject'),
    ('event', 'happening,meeting'),
    ('work', 'work_of_art,creativework,book,movie,article'),
    ('thing', 'misc,miscellaneous,other')
) AS t (type, aliases)
CROSS JOIN LATERAL unnest(string_to_array(t.aliases, ',')) AS a (alias);
-- labels of several words as schemas, tables and people write them: EducationalOrganization, job_title, job title
INSERT INTO relationship_engine.type_alias (type, alias)
SELECT t.type, replace(t.words, ' ', s.sign)
FROM (
    VALUES ('organization', 'local business'), ('organization', 'educational organization'),
    ('organization', 'government organization'), ('organization', 'medical organization'),
    ('organization', 'news media organization'), ('organization', 'sports organization'),
    ('organization', 'sports team'), ('organization', 'music group'), ('organization', 'political party'),
    ('organization', 'research organization'), ('organization', 'religious organization'),
    ('organization', 'government agency'), ('organization', 'non profit'), ('place', 'administrative area'),
    ('place', 'geopolitical entity'),
    ('role', 'job title'), ('role', 'job role'), ('role', 'work experience'), ('work', 'creative work'),
    ('product', 'software application')
) AS t (type, words)
CROSS JOIN (VALUES (' '), ('_'), ('-'), ('')) AS s (sign)
ON CONFLICT DO NOTHING;
-- what kind of organization: Non-Profit Organization, private_company
INSERT INTO relationship_engine.type_alias (type, alias)
SELECT 'organization', replace(t.words, ' ', s.sign)
FROM unnest('{nonprofit organization,non-profit organization,non-governmental organization,international organization,
    public organization,private company,public company,tech company,parent company,client company,law firm,
    consulting firm,educational institution,academic institution,financial institution,research institution,
    research institute,public institution,business entity,legal entity}'::text []) AS t (words)
CROSS JOIN (VALUES (' '), ('_'), ('')) AS s (sign)
ON CONFLICT DO NOTHING;
-- of tables, forms and detectors of personal data, of Few-NERD and of who names people by what they do
INSERT INTO relationship_engine.type_alias (type, alias)
SELECT t.type, replace(a.alias, ' ', s.sign)
FROM (
    VALUES
    ('person', 'name,full name,person name,personal name,human name,human being,public figure,historical figure,'
        'team member,family member,staff member,politician,scientist,scholar,academic,artist,musician,singer,actor,'
        'athlete,journalist,executive,founder,ceo,director,manager,engineer,researcher,professor,teacher,student,'
        'doctor,physician,lawyer,user,speaker,customer,attendee,participant,candidate,friend,relative,colleague,'
        'person-actor,person-artist,person-artist/author,person-athlete,person-director,person-other,'
        'person-politician,person-scholar,person-soldier'),
    ('organization', 'company name,organization name,organisation name,org name,employer name,institute,association,'
        'union,club,football club,sports club,ministry,authority,council,committee,government body,government,'
        'law enforcement agency,church,restaurant,store,shop,retailer,manufacturer,client company,customer company,'
        'partner company,software company,tech startup,technology company,media company,media outlet,news agency,'
        'newspaper,broadcaster,record label,laboratory,research lab,research center,research centre,think tank,'
        'investment fund,investment firm,venture capital firm,college or university,trade union,religious group,'
        'organization-company,organization-education,organization-government,organization-media,organization-other,'
        'organization-politicalparty,organization-religion,organization-sportsleague,organization-sportsteam'),
    ('place', 'place name,location name,city name,populated place,settlement,municipality,county,province,district,'
        'borough,neighborhood,neighbourhood,suburb,island,continent,capital city,state or province,'
        'geographic location,geographical location,geographical entity,geographic entity,location-gpe,location-island,'
        'location-other'),
    ('country', 'country name,nation state'),
    ('role', 'job position,work position,employment position'),
    ('product', 'product name,commercial item,consumer good')
) AS t (type, aliases)
CROSS JOIN LATERAL unnest(string_to_array(t.aliases, ',')) AS a (alias)
CROSS JOIN (VALUES (' '), ('_'), ('')) AS s (sign)
ON CONFLICT DO NOTHING;
-- many of them
INSERT INTO relationship_engine.type_alias (type, alias)
VALUES
('person', 'individuals'), ('organization', 'organizations'), ('organization', 'organisations'),
('organization', 'orgs'), ('organization', 'companies'), ('place', 'places'), ('place', 'locations'),
('place', 'cities'),
('country', 'countries'), ('role', 'roles'), ('role', 'jobs'), ('role', 'positions'), ('product', 'products'),
('project', 'projects'), ('event', 'events'), ('work', 'works');
-- the same labels as taggers (B-PER) and vocabularies (schema:Person, https://schema.org/Person) write them
INSERT INTO relationship_engine.type_alias (type, alias)
SELECT t.type, p.prefix || t.label
FROM (
    VALUES ('person', 'per'), ('person', 'person'), ('organization', 'org'), ('organization', 'organization'),
    ('place', 'loc'), ('place', 'location'), ('place', 'gpe'), ('place', 'fac'), ('thing', 'misc')
) AS t (type, label)
CROSS JOIN (VALUES ('b-'), ('i-'), ('l-'), ('u-'), ('e-'), ('s-')) AS p (prefix)
UNION ALL
SELECT t.type, p.prefix || t.label
FROM (
    VALUES ('person', 'person'), ('organization', 'organization'), ('organization', 'corporation'),
    ('organization', 'localbusiness'), ('organization', 'educationalorganization'),
    ('organization', 'collegeoruniversity'), ('place', 'place'), ('place', 'city'), ('country', 'country'),
    ('role', 'role'), ('role', 'occupation'), ('product', 'product'), ('project', 'project'), ('event', 'event'),
    ('work', 'creativework')
) AS t (type, label)
CROSS JOIN (VALUES ('schema:'),
    ('http://schema.org/'), ('https://schema.org/'), ('foaf:'), ('dbo:'), ('org:')) AS p (prefix);
