"""Concepts that several signs of screens combine; none says anything alone."""

N = (
    r"(?:\d[\d,.]*[km]?\+?|one|two|three|four|five|six|seven|eight|nine|ten|a few|few|"
    r"a couple(?: of)?|a handful(?: of)?|dozens(?: of)?|hundreds(?: of)?|thousands(?: of)?|"
    r"millions(?: of)?|several|many|lots of|tons of)"
)
CART = r"(?:carts?|baskets?|bags?|trolleys?|wish ?lists?|favou?rites)"
