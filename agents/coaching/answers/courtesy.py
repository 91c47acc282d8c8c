"""What the Coach can do, and a word in return for thanks."""

from agents.coaching.voice import Voice
from kizashi.counsel import Counsel

_EXAMPLES = ("brief", "week", "wavering_price", "topics", "gaps")


def abilities(voice: Voice) -> Counsel:
    """What can be asked, with questions to begin with."""
    keys = ("people", "one", "business", "you", "bounds")
    paragraphs = [voice.part(f"abilities.{key}") for key in keys]
    return voice.counsel("abilities", paragraphs, [voice.say(f"more.{one}") for one in _EXAMPLES])


def thanked(voice: Voice) -> Counsel:
    """A short word, and what may come next."""
    return voice.counsel(
        "thanks", [voice.part("thanks")], [voice.say("more.brief"), voice.say("more.week")]
    )
