"""Tool and switch abuse: code, commands, or the product's own switches in a customer's text.

Source: OWASP LLM06:2025 (excessive agency); CWE-89, CWE-78, CWE-79.
"""

import re

from policies.attack.aims import tool as tool_aims
from policies.attack.concepts import EVERYDAY
from policies.attack.rule import attack_rule
from policies.cues import Family, cue

_SWITCH = (
    r"(?:reviewer|review(?:s|ing)? (?:step|process)?|polic(?:y|ies)|filters?|safety|moderation|"
    r"guard ?rails?|governance|approvals?|hold(?:ing)?|checks?|autonomy|human (?:review|"
    r"approval|oversight)|verification|logging|audit(?:ing)?|limits?)"
)
_SWITCH_JA = (
    r"(?:レビュー(?:アー)?|審査|承認|確認(?:工程|作業|待ち)?|ポリシー|フィルター?|安全(?:装置|"
    r"機能|チェック)|監査|ログ|記録|自律(?:性|度|レベル)?|自動送信|保留|上限|制限|"
    r"チェック(?:機能)?|検閲|ガード(?:レール)?|権限)"
)

FAMILY = Family(
    cues=(
        *tool_aims.CUES,
        cue(
            0.6,
            r"\{\{[^}\n]{2,60}\}\}|\b(?:purge|wipe|dump|drop) (?:the )?(?:journal|table|tab"
            r"les|logs?|database|records)\b|\b(?:ping|message|text|email|"
            r"notify) every(?:one|body)?(?: single)? (?:subscriber|customer|user|member|"
            r"client|contact)|\b(?:flip|crank|push|turn) (?:up )?(?:your|the) autonomy\b|"
            r"\bwithout (?:any )?(?:human|owner|manager|boss)(?:'s)? (?:approval|review|"
            r"consent|looking)|\bskip the (?:bit|part|step)\b[^.!?\n]{0,30}\b(?:boss|owner|"
            r"manager|human|approv\w+|look\w*|check\w*|review\w*)\b|\b(?:print|show|"
            r"dump) the internal (?:variables|state|config)",
            r"(?:人|店主|オーナー|店長|人間)の(?:承認|確認|許可|チェック)(?:は|を)?(?:なし|"
            r"飛ばし|省い|抜き|せず)|自動度を|(?:記録|ログ|履歴)を(?:消し|消去|"
            r"削除)て?(?:おい)?|(?:登録者|会員|お客さん|読者)(?:みんな|全員|"
            r"全部)に[^。\n]{0,20}(?:送って|送信|流し)|表を(?:json|csv)|デバッグ(?:画面|"
            r"モード)を(?:開|有効|オン)",
        ),
        cue(
            0.75,
            r"\b(?:drop|truncate|alter) table\b|\bdelete from \w+|\binsert into \w+ (?:\(|"
            r"values)|\bselect\b[^.!?\n]{1,40}\bfrom (?:users|customers|orders|people|"
            r"messages|information_schema|\w+ where)\b|\bunion (?:all )?select\b|"
            r"['\"]\s*(?:or|and)\s+['\"]?1['\"]?\s*=\s*['\"]?1|;\s*--|\brm -rf\b|\b(?:sudo|"
            r"chmod|wget|curl) \S+|\bos\.(?:system|popen|environ)\b|\bsubprocess\.|"
            r"\b(?:eval|exec)\s?\(|__import__|\bimport os\b|<script\b|javascript:|"
            r"onerro"
            r"r\s?=|\$\{jndi:|\{\{\s?[\w.]+\s?[\w|*+]*\}\}|/etc/passwd|\.\./\.\./|\bpowersh"
            r"ell\b|\bcat [/~.]",
            r"\b(?:turn off|disable|deactivate|switch off|bypass|skip|remove|stop|suspend|"
            r"shut down|circumvent|override|kill|lower|loosen|"
            rf"pause)\b(?: \w+){{0,3}} (?:the |your |all |any |my )*(?:\w+ )?{_SWITCH}\b",
            r"\b(?:set|change|switch|raise|increase|put|update|move|"
            r"upgrade)\b[^.!?\n]{0,14}\b(?:autonomy|your (?:mode|permissions?|limit|"
            r"settings|access|privileges|rights)|discount (?:limit|cap|policy|rate)|"
            r"price floor|my (?:role|permissions?|access|privileges|account (?:type|role)|"
            r"status|tier) to (?:admin|owner|staff|vip|gold))\b|\b(?:to|in|into) (?:run|"
            r"walk|full[- ]auto\w*|autonomous) mode\b|\bgrant (?:me|yourself|this user|"
            r"my account)\b[^.!?\n]{0,30}\b(?:access|admin|permission|rights|privileges|"
            r"root|role|discount)",
            r"\b(?:approve|release|send|confirm|authori[sz]e|accept|process|execute|"
            r"issue)\b[^.!?\n]{0,20}\b(?:(?:all |the |every |this |my |any )*(?:held|"
            r"pending|waiting|queued|blocked|own) (?:drafts?|orders?|refunds?|messages?|"
            r"requests?|payments?|replies)|without (?:(?:any |the |asking |waiting for |"
            r"further |human |owner'?s? |manager'?s? )+)?(?:approval|review|confirmation|"
            r"checking|permission|verification|the owner|a human|asking))\b|"
            r"\b(?:automatically|auto-?)approve\b|\b(?:mark|flag|record|"
            r"log)\b[^.!?\n]{0,20}\b(?:as )?(?:approved|paid|reviewed|verified|refunded|"
            r"settled|safe)\b[^.!?\n]{0,20}\b(?:without|now|yourself|in (?:the|"
            r"your) system|automatically)?",
            r"\b(?:call|invoke|use|run|execute|trigger|fire)\b[^.!?\n]{0,16}\b(?:the |"
            r"your |this |these |following )*(?:\w+_\w+|functions?|tools?|api|endpoint|"
            r"commands?|scripts?|code|sql|query|shell|webhook|python|bash|"
            r"plugin)\b[^.!?\n]{0,40}\b(?:to|and|with|that|delete|refund|send|list|:|on|"
            r"which|below)|\b(?:delete|erase|wipe|drop|export|download|dump|modify|edit|"
            r"overwrite)\b[^.!?\n]{0,16}\b(?:all |every |the |entire |your |"
            r"whole )+(?:\w+ )?(?:records?|database|customers?|tables?|journal|logs?|"
            r"data ?base|files?|memory|memories|accounts|entries|history|drafts|"
            r"knowledge)\b|\b(?:send|forward|e-?mail|message|"
            r"text)\b[^.!?\n]{0,20}\b(?:to )?(?:all|every|each)(?: of)?(?: your|"
            r" the)? (?:customers?|clients?|users?|contacts?|members?|subscribers|"
            r"people (?:on|in))\b",
            rf"{_SWITCH_JA}(?:を|は|なんて|の)?(?:すべて|全部|一時的に|今すぐ|いったん|"
            r"一旦)?(?:、)?(?:無効|オフ|off|スキップ|飛ばし|解除|停止|外し|切って|切れ|"
            r"バイパス|回避|なし(?:で|に)|通さず|不要に|ゼロに|撤廃|省略|消去|消して|"
            r"引き上げ|上げて|最大に|改ざん|書き換え)",
            r"(?:autonomy|自律(?:性|度|レベル|モード)?|モード)(?:を|は)?(?:run|ラン|最大|"
            r"全自動|完全自動|フル)[^。\n]{0,6}(?:に|へ)(?:し|変更|切り替|設定|上げ)|"
            r"(?:保留|下書き|承認待ち|ブロック)(?:中|され(?:た|ている))?(?:の|に(?:ある|"
            r"なっている))?(?:もの|メッセージ|返信|下書き|返金|注文|文面)?(?:を)?(?:すべて|"
            r"全部|全て|勝手に|自動(?:で|的に)|今すぐ)[^。\n]{0,8}(?:送信|承認|解放|送って|"
            r"実行|通して)|(?:承認|確認|許可|審査|オーナー(?:の確認)?|"
            r"店長(?:の確認)?)(?:を)?(?:なしで|なしに|得ずに|待たずに|取らずに|せずに|"
            r"省いて|経ずに|飛ばして|通さずに|とらずに)[^。\n]{0,14}(?:送|返金|実行|処理|"
            r"承認|確定|発行|適用|進め|して|割引|値引)|承認済み(?:に|として|"
            r"扱い)[^。\n]{0,10}(?:し|処理|変更|記録|扱)",
            r"(?:次の|以下の|この|下記の)?(?:コマンド|スクリプト|コード|sql|クエリ|関数|"
            r"ツール|api|シェル|プログラム)(?:を|で)[^。\n]{0,10}(?:実行|呼び出|走らせ|"
            r"叩いて|起動|使って[^。\n]{0,14}(?:削除|送信|取得|返金|変更|一覧)|トリガー)|"
            r"(?:データベース|db|顧客(?:データ|情報|リスト|台帳)|全(?:データ|顧客|記録|"
            r"履歴)|(?:すべて|全て|全部)の(?:データ|顧客|記録|履歴|会員|注文|メモリ|ログ)|"
            r"記憶|ジャーナル|ログ)(?:を|から|の中身を)?(?:すべて|全部|全て|まるごと|"
            r"一括)?(?:で)?(?:削除|消去|初期化|ダンプ|エクスポート|書き出|書き換え|改ざん|"
            r"消して|抹消|上書き|ダウンロード)|(?:全(?:員|顧客|会員|てのお客様)|"
            r"すべての(?:お客様|顧客|会員|連絡先))(?:に|へ|宛に)[^。\n]{0,16}(?:送信|"
            r"送って|メール|配信|一斉|転送)",
        ),
        cue(0.3, r"\b(?:command|execute|sudo|admin|root)\b|コマンド|実行せよ|管理者権限"),
    ),
    unless=re.compile(
        r"\b(?:my|this|our) (?:own )?(?:code|script|query|program|function|snippet|template)\b|"
        r"\bgives? (?:me |us )?an? (?:\w+ )?(?:error|result|exception)\b|\bwhat am i missing\b|"
        r"(?:私の|この|自分の)(?:コード|スクリプト|クエリ|プログラム|テンプレート)"
    ),
    innocent=re.compile(
        rf"{EVERYDAY}|"
        r"\b(?:review|feedback) (?:requests?|e-?mails?|reminders?|messages?)\b|(?:せずに|"
        r"なしで)[^。\n]{0,8}"
        r"(?:してしまい|しちゃ)|(?:子ども|子供|こども|息子|娘)の[^。\n]{0,8}制限|"
        r"(?!システム|アシスタント|ボット)[ァ-ヶー\u4e00-\u9fff]{2,8}の安全装置|"
        r"\bsafety (?:catch|lock|pin|cap|switch|belt|net|valve|glass)\b|\{\{ ?(?:first_?|last_?|"
        r"user_?)?(?:name|e?mail|"
        r"order\w*|customer\w*|date|price|city|link) ?\}\}|(?:制限|上限)なし(?:です|でしょう)か|"
        r"「コマンドを実行」(?:と|の)|"
        r"\bhow (?:do|can|should) (?:i|we) (?:remove|clean|turn off|disable|run|execute|install|"
        r"take out)\b"
        r"[^.?!\n]*|フィルター(?:なし|の外し方|の掃除|の交換)|"
        r"(?:私たち|わたしたち|家族|友人|うちの|グループ)(?:の)?(?:\d+人)?(?:全員|"
        r"みんな)(?:に|へ)[^。\n]{0,20}|"
        r"(?:ヒーター|機械|ストーブ|工具|ミシン|扇風機|洗濯機|銃|車|自転車|こたつ)の安全装置|"
        r"\b(?:remove|raise|lift|increase)\b[^.!?\n]{0,10}\blimits? (?:on|for|of) (?:my|our)\b|"
        r"\b(?:skip|pause|cancel|stop) (?:the |my )?(?:security|approval|id|age|identity|"
        r"email|sms|phone) (?:verification|check)s?\b|\b(?:smoke|dust|coffee|water|air|"
        r"carbon|hepa|pool|lens|camera|oil|photo) filters?\b|\b(?:speed|weight|age|time|"
        r"size|luggage|baggage|spending|credit|upload) limits?\b|(?:浄水|エアコン|換気|"
        r"空気清浄機|掃除機|コーヒー|カメラ|水槽|洗濯機|レンズ)(?:の)?フィルター?|(?:年齢|"
        r"人数|時間|重量|速度|体重|サイズ|利用|枚数|通信)(?:の)?制限"
    ),
)

RULE = attack_rule("tool", FAMILY)
