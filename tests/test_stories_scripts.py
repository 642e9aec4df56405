"""Stories in other scripts and languages: Chinese, Japanese, Korean, Arabic, Cyrillic, German, ..."""
# ruff: noqa: RUF001 - names of other scripts

import psycopg
import pytest

from stories import Story, check_story

pytest_plugins = ["pattern_graph"]

STORIES = [
    Story(
        "cjk",
        "p:渡辺直美; o:朝日工業; p:정다은; o:푸른출판; p:李伟; o:蓝海集团",
        [
            ("朝日工業の渡辺直美氏は語った。", "朝日工業; 渡辺直美"),
            ("정다은이 푸른출판에 지원했다.", "정다은; 푸른출판"),
            ("李伟昨天加入了蓝海集团。", "李伟; 蓝海集团"),
            ("정다은님께서 푸른출판과 계약했다", "정다은; 푸른출판"),
        ],
        None,
    ),
    Story(
        "arabic hebrew",
        "p:أحمد خالد; o:شركة النور; p:דוד לוי; o:אופק",
        [
            ("يعمل أحمد خالد في شركة النور.", "أحمد خالد; شركة النور"),
            ("דוד לוי עובד באופק.", "דוד לוי; אופק"),
            ("التقيت أمس وأحمد خالد.", "أحمد خالد"),
        ],
        None,
    ),
    Story("thai", "p:ประยุทธ์; o:ไทยออยล์", [("ประยุทธ์ทำงานที่ไทยออยล์มาสิบปี", "ประยุทธ์; ไทยออยล์")], None),
    Story(
        "japanese mixed",
        "o:ソニー; o:ソニー銀行; p:佐藤; o:NTTデータ",
        [
            ("ソニー銀行は新しい。", "ソニー銀行"),
            ("ソニーの社員", "ソニー"),
            ("NTTデータに勤める佐藤さん", "NTTデータ; 佐藤"),
        ],
        None,
    ),
    Story(
        "korean",
        "p:박지민; o:삼성전자; o:삼성",
        [
            ("박지민이라는 사람이 삼성전자에서 일한다.", "박지민; 삼성전자"),
            ("삼성의 주가", "삼성"),
            ("박지민씨가 왔다", "박지민"),
        ],
        None,
    ),
    Story(
        "chinese",
        "p:张三; o:北京大学; o:北京",
        [("张三毕业于北京大学。", "张三; 北京大学"), ("张三住在北京。", "张三; 北京")],
        None,
    ),
    Story(
        "greek cyrillic",
        "p:Νίκος Παπάς; o:Газпром; p:Анна Иванова",
        [
            ("Ο Νίκος Παπάς ήρθε.", "Νίκος Παπάς"),
            ("ΝΙΚΟΣ ΠΑΠΑΣ", "Νίκος Παπάς"),
            ("«Газпром» и Анна Иванова", "Газпром; Анна Иванова"),
            ("ГАЗПРОМ растёт", "Газпром"),
        ],
        None,
    ),
    Story(
        "turkish",
        "o:Anadolu Bank; l:İzmir; p:Işıl Kaya",
        [("Işıl Kaya İzmir'de yaşıyor.", "Işıl Kaya; İzmir"), ("Anadolu Bank'ın müdürü", "Anadolu Bank")],
        None,
    ),
    Story(
        "more scripts",
        "p:Nguyễn Văn An; o:Công ty Sao Mai; p:กมล; o:บริษัท ทรัพย์ดี; p:श्याम शर्मा",
        [
            ("Nguyễn Văn An làm ở Công ty Sao Mai.", "Nguyễn Văn An; Công ty Sao Mai"),
            ("nguyen van an", "Nguyễn Văn An"),
            ("คุณกมลทำงานที่บริษัท ทรัพย์ดี", "กมล; บริษัท ทรัพย์ดี"),
            ("श्याम शर्मा आए।", "श्याम शर्मा"),
        ],
        None,
    ),
    Story(
        "georgian armenian",
        "p:ნინო ბერიძე; p:Արամ Պետրոսյան",
        [("ნინო ბერიძე მოვიდა.", "ნინო ბერიძე"), ("Արամ Պետրոսյան եկավ։", "Արամ Պետրոսյան")],
        None,
    ),
    Story(
        "katakana dots",
        "p:ジョン・スミス; o:スター",
        [("ジョン・スミス氏", "ジョン・スミス"), ("ジョンスミス氏", None), ("マスター", "")],
        None,
    ),
    Story(
        "korean compounds",
        "o:현대; o:현대건설; p:이민호",
        [("현대건설과 이민호", "현대건설; 이민호"), ("현대에서", "현대"), ("현대적인 건물", "")],
        None,
    ),
    Story(
        "mixed",
        "p:陈伟; o:OpenSky; o:谷歌",
        [
            ("陈伟加入OpenSky。", "陈伟; OpenSky"),
            ("他在谷歌（Google）工作。", "谷歌"),
            ("「陈伟」与『谷歌』", "陈伟; 谷歌"),
        ],
        None,
    ),
    Story(
        "japanese particles",
        "p:中村一; o:三菱; o:三菱電機",
        [
            ("中村一が三菱電機へ転職。", "中村一; 三菱電機"),
            ("三菱と三菱電機", "三菱; 三菱電機"),
            ("中村一郎が来た", None),
        ],
        None,
    ),
    Story("fullwidth", "o:ACME; p:Ann Lee", [("ＡＣＭＥ と Ａｎｎ\u3000Ｌｅｅ", "ACME; Ann Lee")], None),
    Story(
        "sentences cjk",
        "p:田中; o:東芝; o:東京",
        [
            ("東芝は東京にある。田中は東芝で働く。", "田中; 東芝; 東京"),
            ("東京駅", "東京"),
            ("田中、東芝へ。", "田中; 東芝"),
        ],
        None,
    ),
    Story("thai spaces", "p:วิชัย; o:ซีพี", [("วิชัย ทำงาน ซีพี", "วิชัย; ซีพี"), ("บริษัทซีพีจ้างวิชัย", "วิชัย; ซีพี")], None),
    Story(
        "german",
        "o:Ring; o:Bau; o:Haus; p:Ute Kern",
        [("Hausbau am Ring", "Ring"), ("Ute Kern baut ein Haus.", "Ute Kern; Haus"), ("Der Rohbau steht.", "")],
        None,
    ),
    Story(
        "russian",
        "p:Иван Петров; o:Рога и Копыта",
        [
            ("Иван Петров купил «Рога и Копыта».", "Иван Петров; Рога и Копыта"),
            ("ИВАН ПЕТРОВ", "Иван Петров"),
            ("Иван Петрович", ""),
        ],
        None,
    ),
    Story(
        "combined",
        "p:山田太郎; o:日本電子; p:Ivan Petrov",
        [
            ("山田太郎（日本電子）", "山田太郎; 日本電子"),
            ("日本電子の山田太郎と Ivan Petrov", "山田太郎; 日本電子; Ivan Petrov"),
            ("山田 太郎", None),
        ],
        None,
    ),
    Story(
        "hebrew",
        "p:רות כהן; o:בנק אור",
        [("רות כהן עובדת בבנק אור.", "רות כהן; בנק אור"), ("ורות כהן", "רות כהן")],
        None,
    ),
    Story(
        "hangul decomposed",
        "p:김철수; o:우리은행",
        [
            ("김철수가 우리은행에 다닌다", "김철수; 우리은행"),
            ("우리은행(김철수)", "우리은행; 김철수"),
            ("김철수·우리은행", "김철수; 우리은행"),
        ],
        None,
    ),
    Story(
        "chinese traditional",
        "p:王大明; o:台灣銀行; o:銀行",
        [("王大明任職於台灣銀行。", "王大明; 台灣銀行"), ("銀行關門了。", "銀行")],
        None,
    ),
    Story(
        "cyrillic caps",
        "o:Яндекс; p:Пётр Лосев",
        [("ЯНДЕКС нанял Пётра", "Яндекс"), ("Петр Лосев", "Пётр Лосев"), ("яндекс", None)],
        None,
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_is_understood_as_a_reader_understands_it(db: psycopg.Connection, story: Story) -> None:
    """The mentions of each event, the edges with their periods, and how often each was said."""
    check_story(db, story)
