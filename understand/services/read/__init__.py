"""Reads what one text says of services: `reading` runs the steps, in this order.

1. `spelling` brings what people write into fewer forms; `cut` makes `tokens` of it: codes, durations, numbers, units,
   markers, persons.
2. `loose_names` gives codes to work listed by what was done; `retold` reads what is said of minutes told before.
3. What tokens are is settled: `lists` opens lists of numbers, `settled` pairs times and merges names, `stand_ins`
   names codes that are only counted, `corrections` puts a number told again in the place of the former one.
4. Persons: `helpers` takes out whom nobody bills for, `who_told` what is told apart from the minutes, `time_off` what
   is no treatment (`hosts` tells of whose minutes), `own_minutes` shares one code among persons.
5. `units` takes out what was billed, `whole` the minutes of the visit, `shares` codes with a share of them.
6. `unknown_names` stand for what is known by no code; `alignment` matches durations to codes and markers at the least
   cost (`gaps`), by the items of lists (`items`).
7. `visit` fills in what the visit leaves, `people` tells who furnished a service, `who_put` who did what is told apart.
"""
