"""What a later turn changes in the services of the turns before.

1. `described` finds services that are called by what was done, so that the turn is read with their codes.
2. `codes` takes minutes of nothing else for what the turns are about, and drops the services that are told to go.
3. The first that fits tells the services before anew: `numbers` (a bare number, "8 not 10", "swap them"), `codes` (what
   was another code's work) or `persons` (who did them, and how much).
4. Else `follow_up` tells whether what the turn names changes the services before, adds to them or stands alone.
5. `unused` keeps the numbers and persons that changed nothing, so that the answer can say so.
"""
