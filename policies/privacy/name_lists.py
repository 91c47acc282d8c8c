"""Word lists for names of people, kept apart from the patterns that use them."""

_FAMILY_NAMES_TEXT = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 "
    "井上 木村 斎藤 斉藤 齋藤 清水 山崎 阿部 森 池田 橋本 山下 石川 中島 前田 藤田 後藤 小川 "
    "岡田 村上 長谷川 近藤 石井 坂本 遠藤 藤井 青木 西村 福田 太田 三浦 岡本 松田 中川 中野 "
    "原田 小野 田村 竹内 金子 和田 中山 藤原 石田 上田 森田 柴田 酒井 宮崎 横山 高木 安藤 宮本 "
    "大野 小島 谷口 今井 工藤 高田 増田 丸山 杉山 村田 大塚 新井 藤本 小山 平野 河野 上野 武田 "
    "野口 松井 千葉 菅原 岩崎 木下 久保 佐野 野村 松尾 市川 菊地 菊池 杉本 古川 大西 島田 水野 "
    "桜井 高野 渡部 吉川 山内 西田 飯田 小松 安田 西川 北村 五十嵐 川口 平田 関 中田 久保田 "
    "服部 東 岩田 土屋 川崎 福島 本田 辻 樋口 秋山 田口 永井 山中 中西 吉村 川上 石原 大橋 松岡 "
    "馬場 浜田 森本 星野 矢野 浅野 大久保 吉岡 小池 野田 荒木 松浦 熊谷 内田 黒田 尾崎 川村 "
    "永田 松村 堀 菅野 荒井 川田 望月 西山 白石 大谷 堀内 広瀬 片山 大島 早川 須藤 本間 関口 "
    "岡崎 児玉 平井 松下 宮田 小西 桑原 小澤 小沢 石橋 大石 田辺 北川 鎌田 岩本 榎本 西尾 上原 "
    "中井 三宅 奥村 松原 内藤 成田 川島 古賀 大森 富田 小田 佐久間 水谷 佐伯 葉山 篠原 栗原 "
    "神谷 笠原 沢田 澤田 長田 坂井 栗田 飯塚 岸 榊原 柳 柏木 橘 神田 白井 南 相馬 村井 松永 "
    "大川 八木 安部 宮川 土井 堀江 梅田 津田 今村"
)
FAMILY_NAMES = tuple(_FAMILY_NAMES_TEXT.split())
"""The most frequent Japanese family names."""

_AMBIGUOUS_FAMILY_NAMES_TEXT = (
    "大谷 大分 辻 堀 西山 橘 北川 八木 平野 千葉 上野 宮崎 梅田 品川 神田 小松 関 神谷 川崎 "
    "大塚 長田 東 大島 成田 柳 中西 南 福田 福島 山口 広瀬 岸 石川 中野 中山 古川 森"
)
AMBIGUOUS_FAMILY_NAMES = frozenset(_AMBIGUOUS_FAMILY_NAMES_TEXT.split())
"""Family names that are also places or words: they need a title."""

_NOT_PEOPLE_TEXT = (
    "皆様 お客様 奥様 王様 神様 仏様 殿様 同様 仕様 多様 各位 貴方 旦那 奥 皆 客 お客 神 仏 王 "
    "弊社 貴社 御社 企業 法人 団体 業者 店舗 会員 医療機関 関係者 担当者 ご家族 家族 ご本人 "
    "本人 お子 子ども 先方 会社 参加者 出席者 一般 取引先 お取引先 複数名 二名 三名 四名 五名 "
    "名 人数 組 パートナー ユーザー オーナー スタッフ クライアント ゲスト メンバー カスタマー "
    "お母 お父 生徒 学生 保護者 親御 利用者 購入者 申込者 予約者 代表者 責任者"
)
NOT_PEOPLE = frozenset(_NOT_PEOPLE_TEXT.split())
"""Words before 様 or さん that name nobody."""

_FIRST_NAMES_TEXT = (
    "Tom Tim Jim Mike Dave Bob Bill Nick Chris Alex Sam Ben Dan Matt Steve Rob Kate Liz Beth "
    "Anne Ellie Lily Ella Mia Ava Isla Poppy Jess Becky Vicky Katie Molly Holly Jenny Maggie "
    "Rosie Phil Pete Greg Jeff Ken Tony Ted Max Luke Jake Josh Zach Kim Sue Pam Deb Tina Gina "
    "James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel "
    "Matthew Anthony Mark Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Timothy "
    "Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin "
    "Scott Brandon Benjamin Samuel Gregory Frank Alexander Raymond Patrick Jack Dennis Jerry "
    "Tyler Aaron Jose Adam Nathan Henry Douglas Zachary Peter Kyle Ethan Walter Noah Jeremy "
    "Christian Keith Roger Terry Austin Sean Gerald Carl Harold Dylan Arthur Lawrence Jordan "
    "Jesse Bryan Billy Bruce Gabriel Joe Logan Alan Juan Wayne Elijah Randy Roy Vincent Ralph "
    "Eugene Russell Bobby Mason Philip Louis Harry Oliver Oscar Leo Liam Simon Martin Neil "
    "Graham Ian Colin Craig Stuart Hugh Nigel Derek Trevor Mary Patricia Jennifer Linda "
    "Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra Ashley "
    "Kimberly Emily Donna Michelle Carol Amanda Dorothy Melissa Deborah Stephanie Rebecca "
    "Sharon Laura Cynthia Kathleen Amy Angela Shirley Anna Brenda Pamela Emma Nicole Helen "
    "Samantha Katherine Christine Debra Rachel Carolyn Janet Catherine Maria Heather Diane Ruth "
    "Julie Olivia Joyce Virginia Victoria Kelly Lauren Christina Joan Evelyn Judith Megan "
    "Andrea Cheryl Hannah Jacqueline Martha Gloria Teresa Ann Sara Madison Frances Kathryn "
    "Janice Jean Abigail Alice Julia Judy Sophia Grace Denise Amber Doris Marilyn Danielle "
    "Beverly Isabella Theresa Diana Natalie Brittany Charlotte Marie Kayla Alexis Lori Fiona "
    "Claire Lucy Chloe Sophie Zoe Priya Aisha Fatima Mohammed Muhammad Ahmed Ali Raj Wei Chen "
    "Yuki Hiroshi Kenji Takashi Yoko Keiko Sakura Haruto Akira Naoko Tomoko Satoshi Daisuke "
    "Yumi Ayumi Kaori Nora Elena Ivan Olga Pedro Carlos Ana Sofia Lucia Marco Giulia Pierre "
    "Camille Hans Greta Ingrid Lars Siobhan Niamh Aoife Gareth Rhys Owen Tariq Omar Leila Zara "
    "Imran Nadia Deepak Anjali Ravi Sanjay Mei Ling Jin Min Kwame Amara Chidi Ngozi"
)
FIRST_NAMES = tuple(_FIRST_NAMES_TEXT.split())
"""Frequent first names in English texts."""

_NOT_LAST_NAMES_TEXT = (
    "Street Road Avenue Lane Park Hotel Bridge Museum Hall School College University Station "
    "Church Hospital Day House Garden Gardens Square Bank Cup Plate Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December"
)
NOT_LAST_NAMES = frozenset(_NOT_LAST_NAMES_TEXT.split())
"""Capitalised words that follow a first name and are no family name."""
