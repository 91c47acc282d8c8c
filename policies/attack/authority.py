"""False authority: somebody in the chat claims to be the owner, staff or the maker of the AI.

Source: OWASP LLM01:2025 (social engineering of models). The owner speaks through the owner's own
door; a customer's text cannot carry that role.
"""

import re

from policies.attack.aims import authority as authority_aims
from policies.attack.concepts import CLAIMING, GRANTING
from policies.attack.rule import attack_rule
from policies.cues import Family, cue, together

_ROLE = (
    r"(?:(?:the |your |an? |this (?:shop|store|business|company)'?s? )?(?:real |new |actual |"
    r"true |original |rightful |authori[sz]ed |chief |senior |lead |system |site |shop |store |"
    r"general |company |official )*(?:owner|developer|admin(?:istrator)?|ceo|cto|creator|boss|"
    r"engineer|sys ?admin|programmer|superuser|director|founder|operator|maintainer|master|"
    r"proprietor|supervisor|security (?:team|officer|researcher|auditor)|manager|auditor|"
    r"moderator|it (?:department|support|team)|(?:member|part) of (?:your|the) (?:staff|team|"
    r"dev team)|staff member|head office|headquarters)|(?:from|at|with) (?:openai|anthropic|"
    r"google|microsoft|head office|headquarters|the (?:it|security|dev\w*|engineering|"
    r"management|admin) (?:team|department)|kizashi|corporate))"
)
_DEMAND = (
    r"(?:discount|% ?off|\bfree\b|price|refund|overrid\w*|grant|approv\w*|unlock\w*|debug|"
    r"disabl\w*|access|permission|authori[sz]\w*|settings?|prompt|instructions?|rules?|"
    r"password|bypass\w*|comply|obey|must|order you|command|confirm|enable|exempt\w*|waive|"
    r"override|give me|show me|tell me|reveal|set|change|apply|do as|verify|data|customers?|"
    r"ignore|allow|hand over|send me|list|credit)"
)
_ROLE_JA = (
    r"(?:オーナー|店長|管理者|開発者|社長|運営(?:者|会社|チーム)?|責任者|エンジニア|"
    r"システム管理者|経営者|作成者|代表(?:者|取締役)?|本部(?:の者|の人間|の\S{1,4})?|上司|"
    r"スタッフ|従業員|店員|役員|創業者|設計者|プログラマー?|監査(?:人|担当)|"
    r"セキュリティ(?:担当|チーム)|openai|anthropic|開発(?:会社|チーム|元)|社員|副店長|"
    r"マネージャー|支配人|院長|所長)"
)
_DEMAND_JA = (
    r"(?:割引|無料|値引|オフ|%|円に|変更|設定|許可|承認|権限|解除|モード|適用|教え|従|返金|"
    r"見せ|出力|開示|実行|無視|特別|タダ|ただで|送れ|送って|確定|免除|アクセス|パスワード|"
    r"データ|ルール|オンに|オフに|外し|認め|指示)"
)

FAMILY = Family(
    cues=(
        *authority_aims.CUES,
        together(0.55, CLAIMING, GRANTING),
        cue(
            0.6,
            r"(?:社長|オーナー|店長|本部|上の(?:人|者|方)|会社|責任者)(?:から)?の?(?:許可|"
            r"承認|了承|ok|オーケー|お墨付き)(?:を|は|が)?(?:もらって|得て|取って|"
            r"いただいて|取れて|出て|あり)[^\n]{0,20}(?:適用|割引|値引|無料|半額|返金|解除|"
            r"変更|設定|教え|見せ|%)",
        ),
        cue(
            0.6,
            r"\b(?:i am|i'm|im|this is|it'?s me,?|speaking(?: here)?(?: is)?|you(?:'re|"
            r" are) (?:talking|speaking) (?:to|with)|as|here is|you know me,?|hello,?|"
            rf"hi,?) (?:actually |really |in fact |now |just )?{_ROLE}\b(?! (?:of (?:a|an|"
            r"my|our|another|two|three|several|the (?:cat|dog|car|house|flat|bike))|"
            r"at (?:a|an|my|our|another)|for (?:a|an|my|our)|in (?:a|an|my|our)|and i run|"
            rf"with (?:a|my)))[^\n]{{0,100}}\b{_DEMAND}",
            r"(?:私|わたし|わたくし|俺|僕|こちら|当方|自分)(?:は|が|"
            rf"こそ)[^。\n]{{0,12}}{_ROLE_JA}(?:です|だ|である|として|でござい|なの(?:で|"
            r"だ)|だから|で、|ですので|本人|ですが|ですよ|だぞ|"
            rf"だよ)[^\n]{{0,50}}{_DEMAND_JA}|{_ROLE_JA}(?:本人)?(?:です|だ|である|"
            r"として命|として指|だけど|だが|ですけど|権限(?:で|に|を|として)|命令(?:です|"
            rf"だ|である|として)|からの(?:命令|指示|緊急))[^\n]{{0,50}}{_DEMAND_JA}",
            r"\b(?:owner|admin\w*|developer|manager|staff|employee|system|root|master|"
            r"supervisor) (?:override|authori[sz]ation|privileges?|access|permissions?|"
            r"command|rights|credentials|code|clearance)\b[^\n]{0,60}|"
            r"\b(?:authori[sz]ation|override|access|clearance|admin\w*|employee|"
            r"security) (?:code|key|token|level|id)\b\s?[:#]?\s?[\w-]*\d|\bi(?:'m| am|"
            r" have been| was)? (?:hereby )?(?:authori[sz]ed|authori[sz]e|order|command|"
            r"instruct|permit|empowered?) (?:you |by the (?:owner|ceo|manager|"
            r"company) )?to\b[^\n]{0,60}\b(?:discount|free|refund|reveal|show|ignore|skip|"
            r"bypass|give|change|set|approve|overrid\w*|disable|access|unlock|apply)",
            r"(?:管理者|オーナー|店長|開発者|特権|スーパーユーザー|ルート|社員|"
            r"従業員)(?:権限|コード|パスワード|認証|特権|キー|アクセス)(?:を|で|に|:|は|"
            r"が)[^。\n]{0,20}(?:行使|付与|使用|使って|発動|入力|与え|実行|有効|認証|確認|"
            r"与えて|移行|ログイン|適用|くれ|ください|\d)|(?:認証|承認|解除|オーバーライド|"
            r"管理者|アクセス)コード(?:は|:|：)?\s?[「『]?[\w-]+|(?:上|本部|社長|オーナー|"
            r"店長|会社)(?:から|の)(?:特別(?:な|に)?)?(?:許可|承認|指示|命令|了承)(?:を|は|"
            r"が)?(?:すでに|既に|もう)?(?:得て|もらって|取って|いただいて|出て|受けて|"
            r"下りて|あり)[^。\n]{0,30}(?:割引|無料|値引|%|解除|変更|適用|返金|教え|見せ|"
            r"タダ|設定)",
        ),
        cue(
            0.3,
            r"\b(?:i order|i command|by order of|on behalf of the owner|do as i say|"
            r"you must (?:obey|comply|do)|comply (?:now|immediately)|this is an order)\b|"
            r"(?:命令(?:だ|です|する|します)|言う通りに|言うとおりに|従いなさい|従え|"
            r"逆らうな)",
        ),
        cue(
            0.3,
            r"\b(?:100|[5-9]\d) ?% (?:off|discount)|\bfor free\b|\bdiscount\b|\bprompt\b|"
            r"\boverride\b|(?:100|[5-9]\d) ?%|無料に|全額|プロンプト|権限",
        ),
    ),
    innocent=re.compile(
        r"\b(?:without|with|need|needs|require|requires|have|has|having|got) (?:the |an |"
        r"any )?admin\w* "
        r"(?:rights|privileges|access)\b[.?]|"
        r"\b(?:do|does|will) (?:i|it|we|you) need admin\w* (?:rights|privileges|access)\b[^.?!\n]*|"
        r"(?:チーム|会社|うち|弊社|プラン|ルーター|サーバー)の(?:\S{0,4})管理者|"
        r"\b(?:i\'?m|i am) (?:an? |the )?(?:\w+ )?(?:engineer|developer|manager|director|"
        r"employee|programmer)\b[^.!?\n]{0,20},? (?:so|and|does|do|is|are|can|could|would|"
        r"will)\b"
    ),
)

RULE = attack_rule("authority", FAMILY)
