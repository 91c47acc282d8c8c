"""The Reviewer lets nothing out that the owner would not sign."""

from agents.situation import UnderReview
from agents.thinking import ThinkingAgent
from kizashi.verdict import Verdict
from policies.model import Policies
from policies.review import Examined, Facts, examine


class Reviewer(ThinkingAgent[UnderReview, Verdict]):
    """Applies the policies; the deterministic rules always speak."""

    def __init__(self, policies: Policies) -> None:
        super().__init__(
            "reviewer",
            "Applies the owner's policies to a step and says which rules spoke and why.",
            UnderReview,
            Verdict,
        )
        self._policies = policies

    async def think(self, asked: UnderReview) -> Verdict:
        step, brief = asked.step, asked.brief
        recollection = brief.recollection
        situation = brief.situation
        said = (*situation.context, *asked.just_said)
        return examine(
            Examined(text=step.text, language=step.language, step=step),
            Facts(
                catalogue=recollection.catalogue,
                passages=tuple(found.passage for found in recollection.knowledge),
                context=said,
                now=situation.now,
                customer_name=situation.name,
                ai_disclosed=asked.ai_disclosed,
                answering=bool(situation.text),
            ),
            self._policies,
        )
