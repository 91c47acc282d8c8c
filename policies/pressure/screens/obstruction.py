"""Signs of obstruction in the short strings of shop and booking screens."""

from policies.cues import Cue, cue

CUES: tuple[Cue, ...] = (
    cue(
        0.65,
        r"\bwait (?:up to )?\d+ (?:business |working )?days\b[^.!?\n]{0,24}\b(?:stop|cancel|end|"
        r"leave)\b",
    ),
    cue(
        0.65,
        r"\b(?:cancel\w*|end|stop|close|quit|unsubscribe|terminat\w+|opt[- ]out|leave|refunds?|"
        r"clos\w+ your account)\b"
        r"[^.!?\n]{0,50}\b(?:you (?:must|have to|need to|will need to)|please|must|only|may only|"
        r"can only|by|to)\b"
        r"[^.!?\n]{0,24}\b(?:call(?:ing)?|phone|phoning|telephone|ring(?:ing)?|(?:by|via) "
        r"(?:post|mail|letter|fax)|mail(?:ing)? "
        r"(?:us|a|to)|in person|in writing|(?:certified|registered|signed) (?:letter|form|mail)|"
        r"write to|writing to us|"
        r"speak (?:to|with)|chat with an|contact(?:ing)? (?:our|the|customer|us|support)|agent|"
        r"retention|visit (?:our|the|a))\b"
        r"(?![^.!?\n]{0,30}\b(?:or online|if you (?:have|need|prefer)|or (?:in|from) your "
        r"account))",
        r"\b(?:call|phone|ring) (?:us |our \w+ |customer \w+ |\w+ )?(?:on [\d -]+ |between "
        r"[^.\n]{1,20} )?to (?:cancel|unsubscribe|"
        r"end|close your|stop|quit)\b|\bcancel (?:by|over the) phone only\b|\b(?:speak|chat|"
        r"talk) (?:to|with) (?:an? )?\w+ to "
        r"(?:cancel|leave|close)",
        r"\b(?:cancel\w*|unsubscrib\w*|memberships?|subscriptions?)\b[^.!?\n]{0,30}\b(?:cannot|"
        r"can'?t|can not|not (?:be )?"
        r"(?:accepted|available|possible)|are not)\b[^.!?\n]{0,24}\b(?:online|website|e-?mail|"
        r"app|available|accepted|"
        r"cancel\w*)\b|\bonline cancellation is not\b",
        r"\b(?:unsubscrib\w+|cancel\w*|remov\w+ (?:you )?from our list)\b[^.!?\n]{0,30}\b(?:up "
        r"to|take|takes|confirm)\b"
        r"[^.!?\n]{0,16}\b(?:\d+ (?:business days|weeks|months)|\w+ weeks|three times|several "
        r"times)|\bearly termination fee\b|"
        r"\bwhy you want to (?:leave|cancel) before\b",
    ),
    cue(
        0.65,
        r"(?:解約|退会|脱退|配信停止|登録解除|休会|中止)(?:の|を|は|に|手続き|ご希望|受付|専用|"
        r"お|ご|届|依頼|申請|を?ご?希望の(?:方|場合))*"
        r"[^。\n]{0,24}(?:電話|ダイヤル|コールセンター|オペレーター|郵送|書面|書留|来店|店頭|"
        r"窓口(?:まで|で)|店舗でのみ|理由書|"
        r"fax|本人確認書類|アンケート[^。\n]{0,6}(?:必須|必要))(?!でもメール|でも(?:承|可|でき)|"
        r"は不要|不要)",
        r"(?:解約|退会|配信停止)[^。\n]{0,20}(?:メール|オンライン|ウェブ|web|マイページ|"
        r"サイト)[^。\n]{0,12}(?:でき(?:ま|な)|受け付けて"
        r"(?:おり|い)ま?せ?|承って(?:おり|い)ませ|対応して(?:おり|い)ませ|不可)|(?:メール|"
        r"オンライン|ウェブ|web|マイページ|"
        r"サイト)(?:から|で|上で)?の?(?:ご)?(?:解約|退会)[^。\n]{0,10}(?:できま|できな|承って|"
        r"対応して(?:おり|い)ませ|不可|"
        r"受け付けて(?:おり|い)ませ)",
        r"(?:解約|退会|配信停止)[^。\n]{0,14}(?:\d+(?:か月|ヶ月|週間|営業日)(?:ほど)?かか|違約金|"
        r"\d+回(?:の)?(?:受け取り|購入|"
        r"継続))|\d+回(?:の)?(?:受け取り|購入|継続)(?:前|が|する)[^。\n]{0,10}解約|"
        r"途中解約[^。\n]{0,10}(?:違約金|できま)",
    ),
)
