"""What a later turn changes in the services of the turns before.

`described` finds services that are called by what was done, `follow_up` decides whether a turn changes, adds or stands
alone; `anew` puts minutes told again, `recoded` other codes, `who_anew` other persons in the place of those before.
"""
