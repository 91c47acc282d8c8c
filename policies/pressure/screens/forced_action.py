"""Signs of forced action in the short strings of shop and booking screens."""

from policies.cues import Cue, cue

CUES: tuple[Cue, ...] = (
    cue(
        0.65,
        r"\b(?:sign up|sign in|log in|register|subscribe|join(?: for free)?|become a member|"
        r"create an account|enter your (?:e-?mail|"
        r"phone|mobile)\w*(?: \w+){0,2}|download (?:the|our) app|follow us|like and share|"
        r"(?:share|refer|invite)\b[^.!?\n]{0,14}"
        r"\bfriends?|watch (?:this|a|the) (?:video|ad)|complete (?:this|our|the) survey|accept "
        r"(?:all )?(?:cookies|marketing)|allow "
        r"notifications|turn on (?:location|notifications)|agree to receive)\b[^.!?\n]{0,24}\bto "
        r"(?:see|view|reveal|unlock|continue|"
        r"keep|read|get (?:this|the|your|access|prices?)|enter|shop|access|claim|browse|show|"
        r"proceed|know)\b(?! (?:your|my) (?:orders?|"
        r"account|bookings?|details))",
        r"\byou (?:need|must|have to) (?:to )?(?:have )?(?:an account|sign up|register|log in|"
        r"accept (?:marketing|cookies)|"
        r"create an account|join)\b[^.!?\n]{0,14}\bto (?:buy|see|continue|view|browse|shop|"
        r"read)\b|\bmembers only\b\W+(?:sign|log|join)|"
        r"\bcreate an account to check ?out\b",
    ),
    cue(
        0.65,
        r"(?:会員登録|ログイン|アカウント(?:を)?(?:作成|登録)|メールアドレス(?:を)?(?:の)?(?:入力"
        r"|登録)|電話番号(?:を)?(?:の)?(?:入力|登録)|"
        r"(?:アプリ|app)を(?:ダウンロード|インストール)|友(?:だち|達)(?:を)?(?:\d人)?(?:追加|"
        r"招待|紹介)|シェア(?:する)?|通知を許可|"
        r"位置情報を(?:オン|許可)|(?:クッキー|cookie)に同意|口コミを(?:書|投稿)|"
        r"アンケートに(?:答|回答)|動画(?:広告)?を(?:見|視聴)|"
        r"マーケティング\S{0,4}に同意|フォロー)[^。\n]{0,10}(?:と|すると|して|で|しないと|"
        r"いただくと|くと|えると|が必要|を)[^。\n]{0,10}"
        r"(?:価格|続き|続け|続行|割引|クーポン|送料無料|購入でき|利用でき|特典|解除|閲覧|進む|"
        r"表示|読)",
        r"(?:価格|値段|料金|続き|割引|クーポン)(?:を|の|は)?(?:見る|表示|読む|ご覧|確認|"
        r"閲覧)[^。\n]{0,6}(?:に|には|ために)[^。\n]{0,6}"
        r"(?:会員登録|ログイン|登録|友だち|フォロー|シェア|アプリ)|続(?:ける|行する|"
        r"きを読む)に(?:は)?[^。\n]{0,8}(?:入力|登録|"
        r"友だち|フォロー|ログイン|同意)",
    ),
)
