"""Pressure in the short strings of shop and booking screens: labels, banners, buttons.

A string such as "2 left" or "Ends in 02:14:55" has no sentence around it that other signs could
join; the string itself is the sign. Source of the kinds: Mathur et al. 2019, section 4.
"""
