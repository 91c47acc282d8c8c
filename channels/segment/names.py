"""What events are called: Segment's names in the words that the Listener reads. Pure.

The names on the left are of the Segment e-commerce spec, v2
(https://segment.com/docs/connections/spec/ecommerce/v2/), and of forms.
"""

import re

_KNOWN = {
    "products searched": "search",
    "product list viewed": "list_view",
    "product viewed": "product_view",
    "product added": "cart_add",
    "product removed": "cart_remove",
    "cart viewed": "cart_view",
    "cart abandoned": "cart_leave",
    "checkout started": "checkout",
    "checkout abandoned": "checkout_leave",
    "order completed": "order",
    "order updated": "order_change",
    "order refunded": "order_refund",
    "order cancelled": "order_cancel",
    "form viewed": "form_open",
    "form started": "form_open",
    "form opened": "form_open",
    "form closed": "form_close",
    "form abandoned": "form_close",
    "form submitted": "form_submit",
    "page returned": "return",
}
_JOINTS = re.compile(r"[\s\-./:]+")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def own_name(event: str) -> str:
    """The event's name here: a known one in our words, any other in snake case."""
    words = _JOINTS.sub(" ", _HUMPS.sub(" ", event.strip())).replace("_", " ").lower().strip()
    return (_KNOWN.get(words) or words.replace(" ", "_"))[:100]
