"""Delimiter spoofing: a message that plays system text, another speaker or the end of the input.

Source: OWASP LLM01:2025; Hines et al., "Defending Against Indirect Prompt Injection With
Spotlighting" (2024).
"""

from policies.attack.rule import attack_rule
from policies.cues import Family, cue

FAMILY = Family(
    cues=(
        cue(
            0.7,
            r"[\[(【<#*=-]{1,6}\s*(?:system|admin|developer|internal|operator)\s*(?:note|"
            r"notice|console|message|log|event|info|remark)\b",
            r"[\[(【<#*=-]{1,6}\s*(?:システム|管理者?|運営|開発者|内部)(?:注|注記|通知|"
            r"コンソール|ログ|メモ|情報|連絡)",
            r"(?:管理|admin) ?(?:コンソール|console)\s*[=#*-]{2,}",
        ),
        cue(
            0.8,
            r"<\|(?:im_start|im_end|system|user|assistant|endoftext|end|eot_id|"
            r"start_header_id|begin_of_text)\|?>|\[/?inst\]|<</?sys>>|</?(?:system|sys|"
            r"system_?prompt|instructions?|developer|assistant|admin|context|untrusted|"
            r"user_?(?:input|message|query)|customer_?message|document|tool_?(?:result|"
            r"output|call)|function_?call|policy|rules|prompt)(?:\s[^>]{0,40})?>",
            r"[\"']role[\"']\s*:\s*[\"'](?:system|developer|assistant|tool)[\"']|"
            r"\{\s*[\"'](?:system|override|instructions?|autonomy|discount_limit|policy)[\""
            r"']\s*:",
            r"(?:^|\n)\s*(?:#{1,6}|\*{2}|=+|-{3,}|\[|\(|【|<|「|『|■|◆)?\s*(?:system|"
            r"developer|assistant|admin(?:istrator)?|root|system (?:message|prompt|"
            r"override|notice|update|instruction|alert|command)|instruction|"
            r"new instructions?|operator|policy update|override)\s*(?:#{0,6}|\*{2}|\]|\)|"
            r"】|>|」|』)?\s*[:\]>】]+\s*\S",
            r"(?:^|\n)\s*(?:#{2,6})\s*(?:system|instructions?|response|assistant|human|"
            r"user|new task|task|prompt|override|end)\b",
            r"(?:^|\n|。|\s)\s*(?:【|\[|<|■|◆|#{1,4}|\*{2}|「|『|"
            r"=+)?\s*(?:システム(?:メッセージ|プロンプト|通知|命令|指示|より|管理者)?|"
            r"管理者(?:メッセージ|より|からの(?:指示|通知|命令))?|開発者(?:メッセージ|より|"
            r"からの(?:指示|通知|命令))?|運営(?:より|からの(?:指示|通知|命令)|メッセージ)|"
            r"アシスタント|新しい指示|ai)\s*(?:】|\]|>|\*{2}|」|』)?\s*[:：】\]]\s*\S",
            r"(?:-{3,}|={3,}|#{3,}|\*{3,}|_{3,}|~{3,}|`{3,})\s*(?:end|begin|start|new|"
            r"system|admin|override|終了|開始|ここから|ここまで|以上|新しい|システム|"
            r"管理者)[^\n]{0,40}(?:-{3,}|={3,}|#{3,}|\*{3,}|_{3,}|~{3,}|`{3,}|\n|:|$)",
            r"\b(?:end of|end) (?:the )?(?:user|customer|system|untrusted|input|document|"
            r"prompt|conversation|instructions?)(?: (?:message|input|query|prompt|text|"
            r"data|section))?\b[^.!?\n]{0,20}(?:\.|:|\n|-|\])\s*(?:begin|new|system|now|"
            r"the following|you|start|next|admin|real|actual)|\b(?:begin|"
            r"start) (?:of )?(?:system|admin|developer|privileged|new) (?:prompt|message|"
            r"instructions?|section|override)\b|\bsystem (?:override|notice|alert|command|"
            r"instruction)\s?[:\-!]|\boverride code\b",
            r"(?:ユーザー|お客様|利用者|顧客|入力|会話|文書|質問)(?:の)?(?:入力|メッセージ|"
            r"発言|発話|部分|文)?(?:は)?(?:ここまで|終了|終わり|"
            r"以上)(?:です)?[。.\s-]{0,4}[^。\n]{0,12}(?:以下|ここから|次|"
            r"これより)[^。\n]{0,10}(?:システム|管理者|開発者|運営|指示|命令)|(?:以下|"
            r"ここから(?:先)?|これより)は?(?:、)?(?:システム|管理者|開発者|運営|店長|"
            r"オーナー)(?:から)?の(?:指示|命令|メッセージ|設定|通知)",
        ),
    ),
)

RULE = attack_rule("delimiter", FAMILY)
