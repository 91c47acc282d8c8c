"""Pressure: text that pushes people past their own judgement (dark patterns in words).

The families follow Mathur et al., "Dark Patterns at Scale" (CSCW 2019), Gray et al., "The Dark
(Patterns) Side of UX Design" (CHI 2018), the EU's UCPD guidance (2021/C 526/01), and the
consumer agency's reports on ダークパターン (2025).
"""
