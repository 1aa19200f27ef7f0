"""Reads what one text says of services.

1. `spelling` brings what people write into fewer forms; `tokens` cuts it into codes, durations, numbers, units, markers
   and persons.
2. Codes that are named otherwise: by what was done (`loose_names`), counted or called one on one (`stand_ins`).
3. `settled` pairs times and merges names, `lists` opens lists, ditto marks, sums and shares of a whole, `corrections`
   lets a number told again take the place of the former one.
4. Who did it: `helpers` takes out whom nobody bills for, `who_told` what is told apart from the minutes, `people`
   shares one code among persons.
5. `time_off` takes off what is no treatment, `units` takes out what was billed, `unknown_names` finds names of nothing
   known here.
6. `alignment` matches durations to codes and markers at the least cost (`gaps`).
7. `visit` fills in what the visit leaves, `who_put` puts to the services who did them, `circumstances` tells of the
   visit as a whole.
"""
