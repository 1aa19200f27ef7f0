"""Fair paraphrases pass the support gate, and the same with one subtle change do not.

Each pair is a passage's sentences and a statement on them, written for these tests.
"""

from pathlib import Path

import pytest

from answer.support import SupportGate

FAIR = [
    (
        "CGS L34049 gives PNF, BAPS board, vestibular rehabilitation, desensitization, and balance and posture "
        "training as examples of 97112.",
        "What counts as 97112 for CGS? L34049 names PNF, the BAPS board, vestibular rehabilitation, "
        "desensitization, and balance and posture training as examples.",
    ),
    (
        "In carpal tunnel syndrome (G56.0-), 97112 is plausible for measured loss of fine motor coordination or "
        "for desensitization after release; splinting is 97760 and ergonomics 97535.",
        "After carpal tunnel release, desensitization can make 97112 plausible; splints are 97760 and ergonomic "
        "work 97535.",
    ),
    (
        "In carpal tunnel syndrome (G56.0-), 97112 is plausible for measured loss of fine motor coordination or "
        "for desensitization after release; splinting is 97760 and ergonomics 97535.",
        "Splinting in carpal tunnel syndrome isn't 97112: it is billed as 97760, and ergonomics as 97535.",
    ),
    (
        "Dr.Oracle's page is a weak authority: it cites a reference 8 although its list holds only 7 references, "
        'and several items labelled "Guideline" are the vendor\'s own summaries.',
        "Dr.Oracle's page cites a reference number 8 although it lists only 7 references.",
    ),
    (
        "Medicare returns claims for 97112 that carry none of the modifiers GP, GO or GN, because 97112 is always"
        " a therapy service, says NGS.",
        "Without GP, GO or GN, a 97112 claim is returned by Medicare, says NGS, since the code is always therapy.",
    ),
    (
        "TheraPlatform says that the CMS website limits 97112 to 4 units a day per discipline; that is "
        "misattributed, because CMS's practitioner edit of July 2024 is 4 units a day, can be appealed and is not"
        " per discipline.",
        "TheraPlatform's 4 units a day per discipline is misattributed: CMS's practitioner edit is 4 a day but "
        "not per discipline, and it can be appealed.",
    ),
    (
        "Unverified: for the last billed unit, when the therapist alone furnished 8 minutes or more of it, no CQ "
        "or CO is needed even if the assistant added minutes.",
        "When the therapist alone gave at least 8 minutes of the last billed unit, it needs neither CQ nor CO "
        "even though the assistant added minutes; this is unverified.",
    ),
    (
        "A referral does not by itself make 97112 necessary for Medicare; the therapist's findings, plan and "
        "notes must show the need for skill.",
        "A referral isn't enough by itself to make 97112 necessary under Medicare; the findings, the plan and the"
        " notes have to show that skill is needed.",
    ),
    (
        "Care that falls outside the therapy plan of care is not payable therapy under Medicare's benefit manual.",
        "Is care outside the plan of care payable? No, under Medicare's benefit manual care that falls outside "
        "the therapy plan of care isn't payable therapy.",
    ),
    (
        "No source held here names one payer that uses the AMA midpoint rule; trade articles say only that many "
        "commercial plans do.",
        "Is there a payer known here to use the AMA midpoint rule? No; trade articles only say many commercial "
        "plans use it.",
    ),
    (
        "For a commercial payer whose minute rule is not known here, the plan's manual or contract decides "
        "between Medicare's total-time rule and the AMA midpoint rule.",
        "If a commercial payer's minute rule isn't known, its manual or contract decides between the total-time "
        "rule of Medicare and the AMA midpoint rule.",
    ),
    (
        "Vertical or direction-changing nystagmus, new hearing loss, double vision or slurred speech in a dizzy "
        "patient points to the brain and needs emergency evaluation.",
        "Slurred speech, double vision or new hearing loss in someone dizzy points to the brain and calls for "
        "emergency evaluation.",
    ),
    (
        "Derived: 15 minutes of 97112 by a PTA and 15 minutes of 97112 by an OTA under an occupational therapy "
        "plan are 97112-GP-CQ once and 97112-GO-CO once.",
        "Fifteen minutes of 97112 by a PTA, then 15 by an OTA under an occupational therapy plan, come to "
        "97112-GP-CQ once and 97112-GO-CO once.",
    ),
    (
        "Two timed codes cannot share the same minutes: each minute of a visit belongs to one code such as 97112 "
        "or 97110.",
        "Each minute of a visit belongs to just one code, so two timed codes can't share minutes.",
    ),
    (
        "Time on a machine or in independent exercise without a qualified professional's skill is not 97112, and "
        "CGS's determination L34049 excludes it.",
        "Independent exercise or time on a machine that lacks a qualified professional's skill isn't 97112, and "
        "CGS L34049 leaves it out.",
    ),
    (
        "The 2021 review by Peng and colleagues names joint position error as the most common measure of cervical"
        " proprioception.",
        "Peng and colleagues call joint position error the most common measure of cervical proprioception in "
        "their 2021 review.",
    ),
    (
        "Buffalo Occupational Therapy writes that 97112 does not belong to neurological diagnoses exclusively. "
        "Buffalo Occupational Therapy's view is a practice's opinion and binds no payer.",
        "Buffalo Occupational Therapy says 97112 isn't reserved for neurological diagnoses, but that is one "
        "practice's opinion and no payer is bound by it.",
    ),
    (
        "After an amputation (Z89.-), 97112 is plausible for balance and for desensitization of a phantom limb; "
        "prosthetic training is 97761 and gait 97116.",
        "After amputation, gait is 97116 and prosthetic training 97761; 97112 is plausible for balance or for "
        "desensitizing a phantom limb.",
    ),
    (
        "Under Medicare's total-time rule, services of 7 minutes or less each that together reach 8 minutes earn "
        "one unit of the service with the most minutes.",
        "Services of 7 minutes or less each earn one unit of the one with the most minutes when together they "
        "reach 8, under Medicare's total-time rule.",
    ),
    (
        "PtEverywhere lists BAPS board, PNF, Bobath and desensitization techniques for 97112, and these match the"
        " usual examples.",
        "PtEverywhere's list of BAPS board, PNF, Bobath and desensitization for 97112 matches the usual examples.",
    ),
    (
        "The billing blog suggests that the code helps patients obtain coverage and providers fair payment; that "
        "is marketing and cannot be verified, because no code guarantees coverage.",
        "The blog's idea that the code helps patients get coverage and providers fair payment is marketing that "
        "can't be verified.",
    ),
    (
        "As reported by APTQI, CMS removed 97032 to 97036, 97113, 97124, 97140 and 97533 from the list of the "
        "2026 efficiency adjustment.",
        "APTQI reports that CMS took 97032 to 97036, 97113, 97124, 97140 and 97533 off the 2026 efficiency "
        "adjustment list.",
    ),
    (
        "As reported by Capture Billing, XE means a separate encounter, XS a separate structure, XP a separate "
        "practitioner and XU an unusual service that does not overlap.",
        "XE stands for a separate encounter and XS for a separate structure, reports Capture Billing.",
    ),
    (
        "In cerebral palsy, whole tasks are 97530, sensory integration 97533 and orthotic training 97760.",
        "Cerebral palsy: whole tasks go to 97530, sensory integration to 97533 and orthotic training to 97760.",
    ),
    (
        "Unverified: a symptom or impairment code such as R26.81, R27. -, R29.3, R29.6 or M62.81 may stand beside"
        " the disease when it is treated and is not integral to the disease.",
        "Unverified: an impairment code like R26.81 may stand next to the disease if it is treated and not "
        "integral to it.",
    ),
    (
        "The therapy settlements concern two patterns: one-on-one codes billed while several patients were "
        "treated, and a supervising therapist who was not involved in the care billed in that name.",
        "One pattern in the settlements: one-on-one codes were billed while several patients were being treated.",
    ),
    (
        "97112 and 97150 may stand on the same day only for separate time: the one-on-one minutes of 97112 may be"
        " gathered in separate episodes outside the group.",
        "97112 and 97150 can share a day only if their time is separate; the one-on-one minutes may be collected "
        "in separate episodes outside the group.",
    ),
    (
        "NGS's determination L33631 covers skilled maintenance in its general part and cites Jimmo, although its "
        "97112 section speaks of restoring prior function.",
        "NGS L33631 cites Jimmo and covers skilled maintenance in the general part, though what it says on 97112 "
        "speaks of restoring prior function.",
    ),
    (
        "Medicare's benefit manual wants improvement shown by successive objective measurements where that is "
        "possible.",
        "Improvement should be shown by successive objective measurements where possible, says Medicare's benefit"
        " manual.",
    ),
    (
        "For 97112 the OIG audit points to three checks: that amount and duration are justified, that progress is"
        " measured, and that billed units match documented minutes.",
        "For 97112 the OIG audit suggests three checks: amount and duration justified, progress measured, billed "
        "units in line with documented minutes.",
    ),
    (
        "Noridian article A52775 has no list of findings for 97112; the need for a therapist's skill decides.",
        "Noridian's A52775 lists no findings for 97112; what decides is the need for a therapist's skill.",
    ),
    (
        "Historical: an old carrier policy (Cigna Medicare LMRP 96-024) expected documentation of need beyond 12 "
        "to 18 visits in 4 to 6 weeks of 97112; it was not a cap.",
        "The old carrier policy, Cigna Medicare LMRP 96-024, wanted documentation of need past 12 to 18 visits in"
        " 4 to 6 weeks and set no cap; it is historical.",
    ),
    (
        "Any one of the elements named by CPT 97112 is enough, because the descriptor seen in a 2024 code table "
        'joins them with "and/or", and joins sitting and standing in the same way.',
        "Must all the elements be present? No, any one of the elements named by CPT 97112 is enough.",
    ),
    (
        "UnitedHealthcare Medicare Advantage judges outpatient therapy by Medicare's benefit manual chapter 15, "
        "local coverage determinations and InterQual.",
        "Medicare's benefit manual chapter 15, local coverage determinations and InterQual are what "
        "UnitedHealthcare Medicare Advantage judges outpatient therapy by.",
    ),
    (
        "Providers had 45 days to answer CGS's 2021 record request for therapy codes, and no answer meant denial "
        "and recoupment.",
        "CGS gave providers 45 days for its 2021 record request; those who did not answer were denied and had to "
        "pay back.",
    ),
    (
        "As reported by Health Network Solutions, Medicare contractors commonly accept 97112 for impairments that"
        " affect the neuromuscular system, such as poor balance, loss of coordination, and low or high tone.",
        "Medicare contractors commonly accept 97112 when an impairment such as poor balance or abnormal tone "
        "affects the neuromuscular system, reports Health Network Solutions.",
    ),
    (
        "An undated page of the American Speech-Language-Hearing Association lists First Coast as the Medicare "
        "contractor for Florida, Puerto Rico and the US Virgin Islands.",
        "First Coast serves Florida, Puerto Rico and the US Virgin Islands, according to an undated page of the "
        "American Speech-Language-Hearing Association.",
    ),
    (
        "An undated archive copy of a BlueCross BlueShield of Tennessee policy called neuromuscular reeducation "
        "investigational for neurological, orthopedic, muscular or combined conditions.",
        "An archived, undated BlueCross BlueShield of Tennessee policy called neuromuscular reeducation "
        "investigational, among others for orthopedic conditions.",
    ),
    (
        "Medicare can cover 97112 without improvement: its benefit manual, chapter 15, covers a skilled "
        "maintenance program that keeps function or slows its decline, when a therapist's skill is needed. "
        "Medicare sets no improvement standard for skilled maintenance therapy; the test is whether a therapist's"
        " skill is needed.",
        "A patient doesn't have to improve for Medicare to cover 97112: what matters in maintenance is whether a "
        "therapist's skill is needed.",
    ),
    (
        "Medicare's benefit manual encourages a separate narrative that justifies treatment, but does not require one.",
        "You don't need a separate narrative under Medicare's benefit manual, although it encourages one.",
    ),
    (
        "In subacute stroke, a change of 9 to 10 points on the arm section of the Fugl-Meyer assessment was found"
        " to be important.",
        "In subacute stroke a change of 9 to 10 points on the Fugl-Meyer arm section was found important.",
    ),
    (
        "Medicare's CERT program measured an improper payment rate of 7.66 % ($31.70 billion) over all Medicare "
        "claims in fiscal year 2024, as First Coast reports.",
        "First Coast reports an improper payment rate of 7.66 %, or $31.70 billion, over all Medicare claims in "
        "fiscal year 2024.",
    ),
    (
        "For cervicalgia (M54.2), 97112 is plausible for an abnormal craniocervical flexion test, joint position "
        "error over several trials or lost postural control that limits a task; pain alone is not enough. A "
        "diagnosis never decides by itself whether 97112 is supported; the finding, its effect on function and "
        "the skilled retraining do.",
        "For cervicalgia, pain by itself isn't enough for 97112, but an abnormal craniocervical flexion test can "
        "make it plausible.",
    ),
    (
        "The Medicare contractor NGS lists CARC 119, 18, 109, B7, 29, 97, 22 and 50 as the usual denial codes on "
        "therapy claims.",
        "The usual denial codes on therapy claims at NGS are CARC 119, 18, 109, B7, 29, 97, 22 and 50.",
    ),
    (
        "The claim that 97112 with 97140, 97530 or 97110 always needs modifier 59 is wrong for Medicare as of the"
        " code-pair file effective 1 July 2024.",
        "It's wrong, for Medicare as of the file effective 1 July 2024, to claim that 97112 with 97140, 97530 or "
        "97110 always needs 59.",
    ),
    (
        "Blue Cross Blue Shield of Massachusetts retired its PT and OT criteria for vestibular rehabilitation on "
        "1 April 2021.",
        "Blue Cross Blue Shield of Massachusetts withdrew its PT and OT criteria for vestibular rehabilitation on"
        " April 1, 2021.",
    ),
    (
        "97116 is gait training, stairs included, when the walking pattern itself is trained; standing balance "
        "work is 97112.",
        "When the walking pattern itself is trained, stairs included, it's 97116; balance work in standing is 97112.",
    ),
    (
        "PT Management's page of 2016 says some payers want a neurological diagnosis for 97112.",
        "Some payers want a neurological diagnosis for 97112, says PT Management's page of 2016.",
    ),
    (
        "NIA guideline NIA_CG_605 (revised January 2020) wants progress to reach a minimal important or "
        "detectable change.",
        "NIA_CG_605, revised January 2020, wants progress that reaches a minimal detectable or important change.",
    ),
    (
        "Cigna pays no more than 4 timed therapy units a day under a policy announced in August 2022, as reported"
        " by Gawenda Seminars.",
        "Under a policy announced in August 2022 Cigna pays at most 4 timed therapy units a day, Gawenda Seminars"
        " reports.",
    ),
    (
        "Saddle numbness, urinary retention, bowel change or weakness in both legs with low back pain is possible"
        " cauda equina syndrome and needs emergency evaluation before any exercise.",
        "Before any exercise, saddle numbness or weakness in both legs with low back pain needs emergency evaluation.",
    ),
    (
        "The usual billing denials of 97112 on NGS's list are prevented by checking the payer order, the yearly "
        "threshold with KX, earlier claims for the day, enrolment, filing time and same-day code pairs.",
        "Checking the payer order, the yearly threshold with KX, filing time and same-day code pairs prevents the"
        " usual billing denials of 97112 on NGS's list.",
    ),
    (
        "In a brachial plexus lesion (G54.0, S14.3), 97112 is plausible for motor re-education after palsy, "
        "sensory re-education and desensitization.",
        "In a brachial plexus lesion, 97112 is plausible for motor re-education after palsy and for sensory "
        "re-education.",
    ),
    (
        "In Palmetto's TPE review of 97112 from October 2017 to January 2020 the charge denial rate was 14 % in "
        "North Carolina (1 provider) and 5 % in Virginia (11 providers).",
        "North Carolina had a charge denial rate of 14 %, Virginia one of 5 %, in Palmetto's TPE review of 97112.",
    ),
    (
        "Unverified: the NCCI Policy Manual, chapter XI, says that 97112, 97124 and 97140 are not reported apart "
        "in a spinal region that receives manipulation.",
        "According to the NCCI Policy Manual (unverified), 97112 isn't reported separately in a spinal region "
        "that is manipulated.",
    ),
    (
        "If no abnormal element with a test and a functional loss is named, the 97112 question has insufficient "
        "information, whatever the diagnosis code says.",
        "Without an abnormal element with a test and a functional loss, there is insufficient information on "
        "97112, regardless of the diagnosis code.",
    ),
    (
        "No text on 97112 was seen by Ask 97112 from BCBS Texas and HCSC, BCBS Michigan, the Federal Employee "
        "Program, Excellus, Kaiser or Humana commercial.",
        "Ask 97112 saw no text on 97112 from Kaiser, Excellus or Humana commercial.",
    ),
    (
        "In cerebral palsy (G80.-), 97112 is plausible for tone, selective control, postural reactions and "
        "coordination measured with a scale such as the GMFM-66.",
        "For cerebral palsy, 97112 is plausible when tone, selective control or coordination is measured with a "
        "scale like the GMFM-66.",
    ),
    (
        "NGS L33631 says that supervising people who exercise independently is not group therapy 97150.",
        "Supervising people who exercise independently isn't 97150, according to NGS L33631.",
    ),
    (
        "Rehabilitative therapy, in Medicare's benefit manual, aims to improve an impairment or a functional "
        "limitation.",
        "In Medicare's benefit manual rehabilitative therapy is meant to improve an impairment or functional "
        "limitation.",
    ),
    (
        "No Noridian therapy LCD was seen when this corpus was compiled in November 2026, so Medicare's benefit "
        "manual chapter 15 and article A52775 are what is known for Noridian.",
        "When this corpus was compiled in November 2026, no Noridian therapy LCD had been seen.",
    ),
    (
        "CGS L34049 still prints 12 to 18 visits for 97112 as the point after which the record must clearly "
        "support more. Historical: an old carrier policy (Cigna Medicare LMRP 96-024) expected documentation of "
        "need beyond 12 to 18 visits in 4 to 6 weeks of 97112; it was not a cap.",
        "CGS L34049 still prints 12 to 18 visits for 97112; past that the record must clearly support more.",
    ),
    (
        "Derived from both minute rules: G0283 for 12 minutes and 23 minutes of 97112 are one unit of G0283 and "
        "two units of 97112, because G0283 is untimed.",
        "G0283 is untimed, so 12 minutes of it and 23 of 97112 give one unit of G0283 and two of 97112.",
    ),
    (
        "Dr.Oracle's page on cervicalgia lists fever or inflammation, neurological deficit, cancer, "
        "immunosuppression, infection and thunderclap headache, and leaves out trauma, myelopathy signs, arterial"
        " signs and bladder or bowel change.",
        "Dr.Oracle's list of red flags omits trauma, myelopathy signs, arterial signs and bladder or bowel change.",
    ),
    (
        "CPT 97112 is the billing code for neuromuscular reeducation (neuro re-ed, NMR): skilled one-on-one "
        "treatment, counted in 15-minute units, that retrains how a person moves and controls the body in sitting"
        " or standing activities.",
        "97112 is skilled one-on-one treatment in 15-minute units that retrains how a person moves and controls "
        "the body, sitting or standing.",
    ),
    (
        "Other reasons in Palmetto's reviews of 97110 were insufficient documentation, a wrong patient or date, "
        "no certification, and services that were not documented.",
        "Insufficient documentation, a wrong patient or date, and no certification were other reasons in "
        "Palmetto's reviews of 97110.",
    ),
    (
        "The date and status of the archived BlueCross BlueShield of Tennessee position are unknown; it is not "
        "presented as that plan's current rule. No current BlueCross BlueShield of Tennessee text on 97112 was "
        "seen for this corpus.",
        "Nobody knows the date or status of the archived Tennessee text, so it's not given as the plan's current rule.",
    ),
    (
        "Medicare sets no improvement standard for skilled maintenance therapy; the test is whether a therapist's"
        " skill is needed.",
        "Is improvement required? No: for skilled maintenance Medicare asks whether a therapist's skill is needed.",
    ),
    (
        "Medicare's CERT program measured an improper payment rate of 7.66 % ($31.70 billion) over all Medicare "
        "claims in fiscal year 2024, as First Coast reports. Medicare's CERT rate for Part B claims in fiscal "
        "year 2024 was 10.35 %.",
        "For Part B claims Medicare's CERT rate was 10.35 % in fiscal year 2024, against 7.66 % over all claims.",
    ),
    (
        "97533 is for one-on-one sensory-integrative techniques that aim at sensory processing and adaptive "
        "responses; 97112 retrains balance, coordination, kinesthetic sense, posture or proprioception.",
        "Sensory processing and adaptive responses are what 97533 aims at, one-on-one; 97112 retrains balance, "
        "coordination and the like.",
    ),
    (
        "For cervicalgia (M54.2), 97112 is plausible for an abnormal craniocervical flexion test, joint position "
        "error over several trials or lost postural control that limits a task; pain alone is not enough.",
        "Joint position error over several trials or lost postural control that limits a task can make 97112 "
        "plausible in cervicalgia.",
    ),
    (
        "No other text of Blue Cross Blue Shield of Massachusetts on 97112 was seen for this corpus.",
        "Nothing else by Blue Cross Blue Shield of Massachusetts on 97112 was seen here.",
    ),
    (
        "One facility reports that Cigna pools PT and OT under one provider number for the 4-unit limit, as "
        "reported by Gawenda Seminars.",
        "One facility says Cigna lumps PT and OT together under one provider number for the limit of 4 units, "
        "reports Gawenda Seminars.",
    ),
    (
        "The Physical Medicine manual of Blue Cross and Blue Shield of Kansas covers rehabilitation only if "
        "significant improvement is expected. The Physical Medicine manual of Blue Cross and Blue Shield of "
        "Kansas (2022 and 2023) makes maintenance therapy not payable.",
        "Blue Cross and Blue Shield of Kansas covers rehabilitation only where significant improvement is "
        "expected, and doesn't pay for maintenance.",
    ),
    (
        "CMS awarded jurisdiction 8 (Indiana and Michigan) to WPS in September 2011; whether that changed later "
        "was not seen.",
        "Indiana and Michigan make up jurisdiction 8, awarded to WPS in September 2011.",
    ),
    (
        "PtEverywhere's advice to use 59 or XS in the same or different regions is wrong for the same region "
        "wherever Medicare's code pair rules apply.",
        "PtEverywhere is wrong that 59 may be used in the same region where Medicare's code pair rules apply.",
    ),
    (
        "A therapy record may be corrected only with what truly happened and was observed, and it must never be "
        "altered to win an appeal of 97112.",
        "You may correct a therapy record only with what really happened and was observed.",
    ),
    (
        "TheraPlatform says that CMS expects treatment to exceed 30 to 60 minutes only rarely; no national CMS "
        "rule of that kind was found, so the claim is unverified.",
        "No national CMS rule was found that treatment should exceed 30 to 60 minutes only rarely.",
    ),
    (
        "97112 needs no neurological diagnosis under its CPT text, CGS L34049 or NGS L33631; a payer with narrower "
        "wording, as Aetna had before 29 October 2025, may still want a neurological cause.",
        "Neither CGS nor NGS requires a neurological diagnosis for 97112, though a payer with narrower wording may.",
    ),
    (
        "Of group therapy 97150 and 97112 on one day it is 97112, the column 2 code in Medicare's pair file of 1 "
        "July 2024, that is denied without modifier 59 or XS for separate time.",
        "In Medicare's July 2024 pair file 97112 is the column 2 code beside 97150 and is denied if 59 or XS is "
        "missing.",
    ),
    (
        "Under CGS L34049 and NGS L33631, an orthopedic patient with a balance or posture finding that affects "
        "function can meet the 97112 list without a neurological disease.",
        "An orthopedic patient with a balance finding that affects function can meet NGS L33631 without any "
        "neurological disease.",
    ),
    (
        "The Berg Balance Scale shows a ceiling effect in mild Parkinson disease when compared with the "
        "Mini-BESTest, and the two correlate at r = 0.79.",
        "The Berg shows a ceiling effect in mild Parkinson disease in comparison with the Mini-BESTest.",
    ),
    (
        "Remark code N563 on a Medicare denial says that a required advance notice was missing, and then the "
        "patient is not liable for the service.",
        "N563 on a Medicare denial means the required advance notice was missing, so the patient owes nothing for "
        "the service.",
    ),
    (
        "UnitedHealthcare Medicare Advantage has required prior authorization for outpatient therapy including "
        "97112 since 1 September 2024, but not for the initial evaluation.",
        "UnitedHealthcare Medicare Advantage doesn't require prior authorization for the initial evaluation.",
    ),
    (
        "In 2024 the total relative value units were 0.88 for 97110, 1.01 for 97112, 1.10 for 97530 and 0.81 for "
        "97140.",
        "97112 had 1.01 relative value units in 2024, and 97530 had 1.10.",
    ),
    (
        "Dr.Oracle reads the arm tingling as radiculopathy rather than myelopathy; that cannot be decided from the "
        "symptom, because upper limb numbness is common in degenerative cervical myelopathy.",
        "Dr.Oracle's reading of the arm tingling as radiculopathy can't be decided from the symptom alone.",
    ),
    (
        "Since 1 January 2025 physical and occupational therapy assistants in private practice need only general "
        "supervision under Medicare, and no longer direct supervision. State law may be stricter than Medicare's "
        "general supervision of assistants, and then state law has to be followed.",
        "Under Medicare, assistants in private practice have needed only general supervision since 1 January 2025.",
    ),
]

CHANGED = [
    (
        "CGS L34049 describes the purpose of 97112 as restoring or maintaining balance, coordination, kinesthetic"
        " sense, posture and proprioception.",
        "CGS L34049 describes the purpose of 97112 as restoring, but not maintaining, balance, coordination and "
        "posture.",
    ),
    (
        "CGS L34049 gives PNF, BAPS board, vestibular rehabilitation, desensitization, and balance and posture "
        "training as examples of 97112.",
        "CGS L34049 gives PNF, BAPS board and desensitization as things that are not 97112.",
    ),
    (
        "In carpal tunnel syndrome (G56.0-), 97112 is plausible for measured loss of fine motor coordination or "
        "for desensitization after release; splinting is 97760 and ergonomics 97535.",
        "In carpal tunnel syndrome, splinting is 97535 and ergonomics 97760.",
    ),
    (
        "In carpal tunnel syndrome (G56.0-), 97112 is plausible for measured loss of fine motor coordination or "
        "for desensitization after release; splinting is 97760 and ergonomics 97535. Thenar wasting or constant "
        "numbness in carpal tunnel syndrome should be referred.",
        "Thenar wasting in carpal tunnel syndrome can be treated under 97112 without referral.",
    ),
    (
        "Unverified: a craniovertebral angle below about 48 to 50 degrees is commonly called forward head posture.",
        "A craniovertebral angle above about 48 to 50 degrees is commonly called forward head posture, though "
        "this is unverified.",
    ),
    (
        "Three or more of the five signs in the 2010 cluster of Cook and colleagues make cervical myelopathy "
        "highly probable, as reported by Cross Border Seminars.",
        "One of the five signs in the 2010 cluster of Cook and colleagues already makes cervical myelopathy "
        "highly probable, as reported by Cross Border Seminars.",
    ),
    (
        "The 2010 cluster of Cook and colleagues has five signs: gait deviation, positive Hoffmann, inverted "
        "supinator sign, positive Babinski and age over 45.",
        "The 2010 cluster of Cook and colleagues counts age under 45 as one of its five signs.",
    ),
    (
        "Medicare returns claims for 97112 that carry none of the modifiers GP, GO or GN, because 97112 is always"
        " a therapy service, says NGS.",
        "Medicare returns claims for 97112 that carry more than one of the modifiers GP, GO or GN, says NGS.",
    ),
    (
        "Medicare returns claims for 97112 that carry none of the modifiers GP, GO or GN, because 97112 is always"
        " a therapy service, says NGS.",
        "NGS says 97112 is only sometimes a therapy service, so it needs GP, GO or GN only when a therapist bills it.",
    ),
    (
        "For neck control, record the craniocervical flexion test, joint position error as a mean of trials and "
        "symptoms with the task; reflexes, sensation and the Hoffmann sign come first.",
        "For neck control, record the craniocervical flexion test first; reflexes, sensation and the Hoffmann "
        "sign come last.",
    ),
    (
        "Unverified: CARC 197 means that authorization is missing and CARC 198 that it was exceeded, as with "
        "UnitedHealthcare Medicare Advantage, eviCore or workers' compensation; a retroactive request is made "
        "where the payer allows it.",
        "After CARC 197 a retroactive request can always be made, whoever the payer is; this is unverified.",
    ),
    (
        "TheraPlatform says that the CMS website limits 97112 to 4 units a day per discipline; that is "
        "misattributed, because CMS's practitioner edit of July 2024 is 4 units a day, can be appealed and is not"
        " per discipline.",
        "The unit edit of July 2024 for 97112 cannot be appealed.",
    ),
    (
        "As reported by TherapyComply from the 2022 proposed rule, when two units of the same code remain and "
        "therapist and assistant each furnished 9 to 14 minutes, 23 to 28 in all, one unit is billed with the "
        "modifier and one without.",
        "When two units of the same code remain and therapist and assistant each furnished 9 to 14 minutes, both "
        "units are billed with the modifier, as reported by TherapyComply.",
    ),
    (
        "A note of tandem stance on foam with eyes closed, a tactile cue at the pelvis, losses of balance falling"
        " from 5 to 2, the aim of stepping over a tub edge, and 18 of 40 timed minutes supports 97112.",
        "A note of tandem stance on foam in which losses of balance rise from 2 to 5 supports 97112.",
    ),
    (
        "An undated archive of BCBS Tennessee calls neuromuscular reeducation investigational, but that text "
        "cannot be presented as current, and no other payer text that was found says the same.",
        "BCBS Tennessee currently calls neuromuscular reeducation investigational.",
    ),
    (
        "A referral does not by itself make 97112 necessary for Medicare; the therapist's findings, plan and "
        "notes must show the need for skill.",
        "A referral makes 97112 necessary for Medicare.",
    ),
    (
        "Care that falls outside the therapy plan of care is not payable therapy under Medicare's benefit manual.",
        "Under Medicare's benefit manual care outside the therapy plan of care is payable therapy too.",
    ),
    (
        "No source held here names one payer that uses the AMA midpoint rule; trade articles say only that many "
        "commercial plans do.",
        "Trade articles say that all commercial plans use the AMA midpoint rule.",
    ),
    (
        "Palmetto's TPE review of 97112 in jurisdiction M Part A from October 2017 to January 2020 covered 12 "
        "providers; 8 were released and 4 went on to a second probe.",
        "Of the 12 providers in Palmetto's TPE review of 97112, 4 were released and 8 went on to a second probe.",
    ),
    (
        "In Palmetto's TPE review of 97112 from October 2017 to January 2020 the charge denial rate was 14 % in "
        "North Carolina (1 provider) and 5 % in Virginia (11 providers).",
        "In Palmetto's TPE review of 97112 the charge denial rate was 5 % in North Carolina and 14 % in Virginia.",
    ),
    (
        "As reported in 2021, Humana pays 15 percent less for a service with an assistant modifier. As reported "
        "in 2021, UnitedHealthcare, TRICARE and Humana require the assistant modifier CQ or CO.",
        "As reported in 2021, TRICARE pays 15 percent less for a service with an assistant modifier.",
    ),
    (
        "As reported in 2021, UnitedHealthcare, TRICARE and Humana require the assistant modifier CQ or CO.",
        "As reported in 2021, UnitedHealthcare and Humana accept CQ or CO but do not require it.",
    ),
    (
        "Derived: 15 minutes of 97112 by a PTA and 15 minutes of 97112 by an OTA under an occupational therapy "
        "plan are 97112-GP-CQ once and 97112-GO-CO once.",
        "Derived: 15 minutes of 97112 by a PTA and 15 minutes of 97112 by an OTA under an occupational therapy "
        "plan are 97112-GP-CO once and 97112-GO-CQ once.",
    ),
    (
        "Unverified: feeling a 128-Hz tuning fork for less than 10 seconds, or not at all, at the great toe is "
        "called reduced.",
        "Unverified: feeling a 128-Hz tuning fork for more than 10 seconds at the great toe is called reduced.",
    ),
    (
        "Two timed codes cannot share the same minutes: each minute of a visit belongs to one code such as 97112 "
        "or 97110.",
        "Two timed codes such as 97112 and 97110 may share the same minutes when both were worked on.",
    ),
    (
        "A visit's timed minutes cannot be more than the one-on-one minutes of that visit, so timed codes that "
        "add up to more than the visit with 97112 point to overlapping time.",
        "A visit's one-on-one minutes cannot be more than its timed minutes.",
    ),
    (
        "The payer is needed because the same documented finding meets one in-force reading of 97112 and not "
        "another, and because Aetna's current wording was not seen. When no payer is named and all in-force "
        "readings that can be applied agree, the agreement is reported; when they differ, each reading is shown "
        "with its holder and date.",
        "The same documented finding meets every in-force reading of 97112, so the payer is not needed.",
    ),
    (
        "In Medicare's first worked example 24 minutes of 97112 and 23 minutes of 97110 total 47 minutes, which "
        "are 3 units: 97112 twice and 97110 once.",
        "In Medicare's first worked example 24 minutes of 97112 and 23 minutes of 97110 are 3 units: 97112 once "
        "and 97110 twice.",
    ),
    (
        "As reported by Chiropractic Economics, 97112, 97124 and 97140 may be reported with 98940 to 98942 when "
        "performed in a different region, with 59 or XS.",
        "As reported by Chiropractic Economics, 97112 may be reported with 98940 to 98942 when performed in the "
        "same region, with 59 or XS.",
    ),
    (
        "As reported by Chiropractic Economics, 97112, 97124 and 97140 may be reported with 98940 to 98942 when "
        "performed in a different region, with 59 or XS.",
        "As reported by Chiropractic Economics, 97112 may be reported with 98940 to 98942 in a different region "
        "without any modifier.",
    ),
    (
        "Time on a machine or in independent exercise without a qualified professional's skill is not 97112, and "
        "CGS's determination L34049 excludes it.",
        "Time on a machine without a qualified professional's skill counts as 97112 under CGS's determination L34049.",
    ),
    (
        "The 2021 review by Peng and colleagues in Pain and Therapy finds neck pain associated with impaired "
        "cervical proprioception and sensorimotor control.",
        "The 2021 review by Peng and colleagues finds neck pain associated with improved cervical proprioception.",
    ),
    (
        "Buffalo Occupational Therapy writes that 97112 does not belong to neurological diagnoses exclusively.",
        "Buffalo Occupational Therapy writes that 97112 belongs to neurological diagnoses exclusively.",
    ),
    (
        "After an amputation (Z89.-), 97112 is plausible for balance and for desensitization of a phantom limb; "
        "prosthetic training is 97761 and gait 97116.",
        "After an amputation, prosthetic training is 97116 and gait 97761.",
    ),
    (
        "In the practitioner code-pair file effective 1 July 2024, 97755, 90912 and 90913 are column 1 codes over"
        " 97112 with indicator 1.",
        "In the practitioner file effective 1 July 2024, 97112 is the column 1 code over 97755, 90912 and 90913.",
    ),
    (
        "Under Medicare's total-time rule, services of 7 minutes or less each that together reach 8 minutes earn "
        "one unit of the service with the most minutes.",
        "Under Medicare's total-time rule, services of 7 minutes or less each that together reach 8 minutes earn "
        "one unit of the service with the fewest minutes.",
    ),
    (
        "Under Medicare's total-time rule, services of 7 minutes or less each that together reach 8 minutes earn "
        "one unit of the service with the most minutes. Under Medicare's total-time rule a single timed service "
        "of less than 8 minutes on its own is not billed.",
        "Under Medicare's total-time rule a single timed service of less than 8 minutes on its own is billed as "
        "one unit.",
    ),
    (
        "An assistant may not write the Medicare progress report in place of a clinician; an assistant's notes "
        "may supplement it.",
        "An assistant may write the Medicare progress report in place of a clinician.",
    ),
    (
        "A Medicare progress report for 97112 should show change since the last report by objective measures "
        "where possible, and why a therapist's skill is still needed.",
        "A Medicare progress report for 97112 must show change since the last report by objective measures in "
        "every case.",
    ),
    (
        "PtEverywhere says that PNF improves range of motion, strength and flexibility; that is clinically sound "
        "but risky in a 97112 note, because those purposes read as 97110.",
        "PtEverywhere says that PNF improves range of motion, strength and flexibility, and writing these "
        "purposes is safe in a 97112 note.",
    ),
    (
        "PtEverywhere says that PNF improves range of motion, strength and flexibility; that is clinically sound "
        "but risky in a 97112 note, because those purposes read as 97110.",
        "Range of motion, strength and flexibility as purposes in a note read as 97112.",
    ),
    (
        "The billing blog suggests that the code helps patients obtain coverage and providers fair payment; that "
        "is marketing and cannot be verified, because no code guarantees coverage.",
        "The billing blog is right that 97112 helps patients obtain coverage and providers fair payment.",
    ),
    (
        "The second question for 97112 in an orthopedic case is what the clinician changed in the movement, by "
        "which cue or facilitation, that the person could not do alone.",
        "The second question for 97112 in an orthopedic case is what the person changed in the movement alone, "
        "without cue or facilitation.",
    ),
    (
        "As reported by APTQI, CMS removed 97032 to 97036, 97113, 97124, 97140 and 97533 from the list of the "
        "2026 efficiency adjustment.",
        "As reported by APTQI, CMS added 97032 to 97036, 97113, 97124, 97140 and 97533 to the list of the 2026 "
        "efficiency adjustment.",
    ),
    (
        "As reported by Capture Billing, XE means a separate encounter, XS a separate structure, XP a separate "
        "practitioner and XU an unusual service that does not overlap.",
        "As reported by Capture Billing, XE means a separate structure and XS a separate encounter.",
    ),
    (
        "As reported by Capture Billing, XE means a separate encounter, XS a separate structure, XP a separate "
        "practitioner and XU an unusual service that does not overlap.",
        "As reported by Capture Billing, XP means an unusual service that does not overlap.",
    ),
    (
        "Wording that names 97112 was not seen by Ask 97112 in the policies of Cigna with ASH, Carelon, eviCore "
        "or BCBS Florida, although those policies exist.",
        "The policies of Carelon and eviCore name 97112, as Ask 97112 has seen.",
    ),
    (
        "In cerebral palsy, whole tasks are 97530, sensory integration 97533 and orthotic training 97760.",
        "In cerebral palsy, whole tasks are 97533 and sensory integration 97530.",
    ),
    (
        "Whether a commercial, Medicaid or workers' compensation payer covers 97112 by telehealth is set by that "
        "payer's own policy, which has to be checked.",
        "Whether a commercial payer covers 97112 by telehealth is set by Medicare's rule.",
    ),
    (
        "Unverified: a symptom or impairment code such as R26.81, R27. -, R29.3, R29.6 or M62.81 may stand beside"
        " the disease when it is treated and is not integral to the disease.",
        "Unverified: an impairment code such as R26.81 may stand beside the disease when it is integral to the "
        "disease.",
    ),
    (
        "Unverified: a symptom or impairment code such as R26.81, R27. -, R29.3, R29.6 or M62.81 may stand beside"
        " the disease when it is treated and is not integral to the disease.",
        "Unverified: an impairment code such as R26.81 must stand beside the disease when it is treated.",
    ),
    (
        "The therapy settlements concern two patterns: one-on-one codes billed while several patients were "
        "treated, and a supervising therapist who was not involved in the care billed in that name.",
        "The settlements concern group codes billed while only one patient was treated.",
    ),
    (
        "97112 and 97150 may stand on the same day only for separate time: the one-on-one minutes of 97112 may be"
        " gathered in separate episodes outside the group.",
        "The one-on-one minutes of 97112 may be gathered in separate episodes inside the group.",
    ),
    (
        "NGS L33631 says that supervising people who exercise independently is not group therapy 97150.",
        "NGS L33631 says that supervising people who exercise independently is group therapy 97150.",
    ),
    (
        "NGS's determination L33631 covers skilled maintenance in its general part and cites Jimmo, although its "
        "97112 section speaks of restoring prior function.",
        "NGS's determination L33631 covers skilled maintenance in its 97112 section, although its general part "
        "speaks of restoring prior function.",
    ),
    (
        "Rehabilitative therapy, in Medicare's benefit manual, aims to improve an impairment or a functional "
        "limitation.",
        "Rehabilitative therapy, in Medicare's benefit manual, aims to maintain an impairment or a functional "
        "limitation.",
    ),
    (
        "Medicare's benefit manual wants improvement shown by successive objective measurements where that is "
        "possible.",
        "Medicare's benefit manual is satisfied with a single objective measurement to show improvement.",
    ),
    (
        "For 97112 the OIG audit points to three checks: that amount and duration are justified, that progress is"
        " measured, and that billed units match documented minutes.",
        "For 97112 the OIG audit points to three checks, among them that billed minutes match documented units.",
    ),
    (
        "Noridian article A52775 has no list of findings for 97112; the need for a therapist's skill decides.",
        "Noridian article A52775 lists seven findings for 97112.",
    ),
    (
        "No Noridian therapy LCD was seen when this corpus was compiled in November 2026, so Medicare's benefit "
        "manual chapter 15 and article A52775 are what is known for Noridian.",
        "Noridian has a therapy LCD in force beside article A52775.",
    ),
    (
        "The evidence is plausible and weak: a 2021 review links neck pain with impaired proprioception, and a "
        "2025 meta-analysis of 7 trials found low-certainty benefit of sensorimotor training over no treatment.",
        "A 2025 meta-analysis of 7 trials found high-certainty benefit of sensorimotor training over no treatment.",
    ),
    (
        "The evidence is plausible and weak: a 2021 review links neck pain with impaired proprioception, and a "
        "2025 meta-analysis of 7 trials found low-certainty benefit of sensorimotor training over no treatment.",
        "A 2025 meta-analysis of 7 trials found low-certainty benefit of no treatment over sensorimotor training.",
    ),
    (
        "The OPTIMa update recommends low-load craniocervical exercise for cervicogenic headache; whether it is "
        "97112 or 97110 depends on the documented purpose.",
        "Whether low-load craniocervical exercise is 97112 or 97110 depends on the diagnosis.",
    ),
    (
        "Movement quality of the leg is rated in the single-leg squat, the step-down or the landing; a 2019 "
        "review found that reliability varies with the scoring, so the note should name the rubric.",
        "A 2019 review found that reliability of the leg movement ratings is the same whatever the scoring.",
    ),
    (
        "Unverified: more than five to six errors in the Landing Error Scoring System is called a poor landing.",
        "Unverified: fewer than five to six errors in the Landing Error Scoring System is called a poor landing.",
    ),
    (
        "CGS L34049 still prints 12 to 18 visits for 97112 as the point after which the record must clearly "
        "support more.",
        "CGS L34049 no longer prints 12 to 18 visits for 97112.",
    ),
    (
        "Derived from both minute rules: an evaluation 97161 of 25 minutes and 15 minutes of 97112 are one unit "
        "of 97161 and one unit of 97112, because the evaluation is untimed.",
        "Derived from both minute rules: an evaluation 97161 of 25 minutes counts as timed, so with 15 minutes of"
        " 97112 it gives 3 units.",
    ),
    (
        "Before treating neck pain, check for fever or infection risk, cancer history, major trauma, thunderclap "
        "headache, progressive weakness, bowel or bladder change, arterial signs and unrelenting night pain.",
        "After treating neck pain, check for fever or infection risk, cancer history and major trauma.",
    ),
    (
        "Dr.Oracle's page on cervicalgia lists fever or inflammation, neurological deficit, cancer, "
        "immunosuppression, infection and thunderclap headache, and leaves out trauma, myelopathy signs, arterial"
        " signs and bladder or bowel change.",
        "Dr.Oracle's page on cervicalgia lists trauma and myelopathy signs, and leaves out cancer and infection.",
    ),
    (
        "UnitedHealthcare's Coverage Summary MCS079.01 of 20 April 2021 followed chapter 15 sections 220 to 230 "
        "and had no separate rule for 97112; a Medicare Advantage medical policy has replaced it.",
        "UnitedHealthcare's Coverage Summary MCS079.01 of 2021 had a separate rule for 97112.",
    ),
    (
        "As reported by Health Network Solutions, Medicare contractors commonly accept 97112 for impairments that"
        " affect the neuromuscular system, such as poor balance, loss of coordination, and low or high tone.",
        "As reported by Health Network Solutions, Medicare contractors accept 97112 only for impairments that do "
        "not affect the neuromuscular system.",
    ),
    (
        "As reported by Health Network Solutions, Medicare contractors commonly accept 97112 for impairments that"
        " affect the neuromuscular system, such as poor balance, loss of coordination, and low or high tone.",
        "Health Network Solutions reports that commercial payers commonly accept 97112 for poor balance and loss "
        "of coordination.",
    ),
    (
        "An undated page of the American Speech-Language-Hearing Association lists First Coast as the Medicare "
        "contractor for Florida, Puerto Rico and the US Virgin Islands.",
        "A page of the American Speech-Language-Hearing Association lists First Coast as the Medicare contractor "
        "for Florida and Georgia.",
    ),
    (
        "An undated archive copy of a BlueCross BlueShield of Tennessee policy called neuromuscular reeducation "
        "investigational for neurological, orthopedic, muscular or combined conditions.",
        "An archive copy of a BlueCross BlueShield of Tennessee policy called neuromuscular reeducation "
        "investigational for orthopedic conditions but not for neurological ones.",
    ),
    (
        "NGS L33631 does not accept reminders, close supervision for poor safety awareness, or routine cues for "
        "techniques already taught as a reason to extend visits.",
        "NGS L33631 accepts close supervision for poor safety awareness as a reason to extend visits.",
    ),
    (
        "NGS L33631 says an antalgic gait alone does not support ongoing gait training 97116, and that repetitive"
        " walking for endurance is unskilled.",
        "NGS L33631 says an antalgic gait alone supports ongoing gait training 97116.",
    ),
    (
        "Medicare can cover 97112 without improvement: its benefit manual, chapter 15, covers a skilled "
        "maintenance program that keeps function or slows its decline, when a therapist's skill is needed.",
        "Medicare can cover 97112 only with improvement, since its benefit manual covers a skilled program that "
        "slows decline.",
    ),
    (
        "Medicare's benefit manual encourages a separate narrative that justifies treatment, but does not require one.",
        "Medicare's benefit manual requires a separate narrative that justifies treatment.",
    ),
    (
        "Medicare's benefit manual encourages a separate narrative that justifies treatment, but does not require one.",
        "Medicare's benefit manual discourages a separate narrative that justifies treatment.",
    ),
    (
        "In subacute stroke, a change of 9 to 10 points on the arm section of the Fugl-Meyer assessment was found"
        " to be important.",
        "In chronic stroke, a change of 9 to 10 points on the arm section of the Fugl-Meyer assessment was found "
        "to be important.",
    ),
    (
        "In subacute stroke, a change of 9 to 10 points on the arm section of the Fugl-Meyer assessment was found"
        " to be important.",
        "In subacute stroke, a change of less than 9 points on the arm section of the Fugl-Meyer assessment was "
        "found to be important.",
    ),
    (
        "The arm section of the Fugl-Meyer assessment runs from 0 to 66 points and describes motor control after "
        "stroke.",
        "The leg section of the Fugl-Meyer assessment runs from 0 to 66 points.",
    ),
    (
        "In neuropathy after cancer treatment (G62.0), 97112 is plausible for sensory loss with poor balance; "
        "blood counts and bone metastases matter for safety.",
        "In neuropathy after cancer treatment, 97112 is plausible for sensory loss even with good balance.",
    ),
    (
        "97533 is for one-on-one sensory-integrative techniques that aim at sensory processing and adaptive "
        "responses; 97112 retrains balance, coordination, kinesthetic sense, posture or proprioception.",
        "97112 is for one-on-one sensory-integrative techniques; 97533 retrains balance, coordination, "
        "kinesthetic sense, posture or proprioception.",
    ),
    (
        "Palmetto L34428 asks for an impairment that affects the neuromuscular system, such as poor balance or "
        "lost coordination; no requirement of a neurological diagnosis for 97112 was seen in it.",
        "Palmetto L34428 requires a neurological diagnosis for 97112.",
    ),
    (
        "Palmetto L34428 asks for an impairment that affects the neuromuscular system, such as poor balance or "
        "lost coordination; no requirement of a neurological diagnosis for 97112 was seen in it.",
        "Palmetto L34428 asks for a neurological diagnosis rather than an impairment that affects the "
        "neuromuscular system.",
    ),
    (
        "For cervicalgia (M54.2), 97112 is plausible for an abnormal craniocervical flexion test, joint position "
        "error over several trials or lost postural control that limits a task; pain alone is not enough.",
        "For cervicalgia (M54.2), 97112 is plausible for a normal craniocervical flexion test.",
    ),
    (
        "For cervicalgia (M54.2), 97112 is plausible for an abnormal craniocervical flexion test, joint position "
        "error over several trials or lost postural control that limits a task; pain alone is not enough.",
        "For cervicalgia (M54.2), 97112 is plausible for lost postural control whether or not it limits a task.",
    ),
    (
        "For cervicalgia (M54.2), range of motion and strength are 97110, mobilization 97140 and ergonomics 97535.",
        "For cervicalgia (M54.2), mobilization is 97110, and range of motion and strength are 97140.",
    ),
    (
        "In 2024 the first unit of 97112 came to about $33.62 nationally under Medicare: 1.01 relative value "
        "units times 33.2875, before geographic adjustment.",
        "In 2024 the first unit of 97112 came to about $33.62 nationally under Medicare, after geographic adjustment.",
    ),
    (
        "A note must say only what truly happened in the 97112 session; a better phrase cannot repair a session "
        "that was not skilled.",
        "A better phrase can repair a 97112 session that was not skilled.",
    ),
    (
        "Cervical sensorimotor training is plausible for neck pain with measured deficits, and the evidence "
        "behind it is weak; both belong in an honest justification of 97112.",
        "Cervical sensorimotor training is plausible for neck pain without measured deficits.",
    ),
    (
        "Cervical sensorimotor training is plausible for neck pain with measured deficits, and the evidence "
        "behind it is weak; both belong in an honest justification of 97112.",
        "The evidence behind cervical sensorimotor training for neck pain is strong.",
    ),
    (
        "The claim that 97112 with 97140, 97530 or 97110 always needs modifier 59 is wrong for Medicare as of the"
        " code-pair file effective 1 July 2024.",
        "Under Medicare's file effective 1 July 2024, 97112 with 97140, 97530 or 97110 always needs modifier 59.",
    ),
    (
        "Blue Cross Blue Shield of Massachusetts retired its PT and OT criteria for vestibular rehabilitation on "
        "1 April 2021.",
        "The criteria of Blue Cross Blue Shield of Massachusetts for vestibular rehabilitation are still in force.",
    ),
    (
        "97112 is an always-therapy code in Medicare, so each claim line needs one of the therapy modifiers GP, "
        "GO or GN. Unverified: GP marks a service under a physical therapy plan of care, GO under an occupational"
        " therapy plan and GN under a speech-language pathology plan.",
        "97112 is a sometimes-therapy code in Medicare, so a claim line needs GP, GO or GN only under a therapy plan.",
    ),
    (
        "97112 is an always-therapy code in Medicare, so each claim line needs one of the therapy modifiers GP, "
        "GO or GN.",
        "Each claim line of 97112 needs all of the therapy modifiers GP, GO and GN.",
    ),
    (
        "97116 is gait training, stairs included, when the walking pattern itself is trained; standing balance "
        "work is 97112.",
        "Standing balance work is 97116 and gait training is 97112.",
    ),
    (
        "97116 is gait training, stairs included, when the walking pattern itself is trained; standing balance "
        "work is 97112.",
        "97116 is gait training, but stairs are not included.",
    ),
    (
        "PT Management's page of 2016 says some payers want a neurological diagnosis for 97112.",
        "PT Management's page of 2016 says all payers want a neurological diagnosis for 97112.",
    ),
    (
        "The copy of Medicare's benefit manual, chapter 15, that was read shows revision 255, effective 1 January"
        " 2019; a later revision may differ.",
        "The copy of Medicare's benefit manual, chapter 15, that was read is the latest revision.",
    ),
    (
        "NIA guideline NIA_CG_608 (implemented January 2017) prefers active, skilled, one-on-one procedures to "
        "passive care.",
        "NIA guideline NIA_CG_608 prefers passive care to active, skilled, one-on-one procedures.",
    ),
    (
        "Cigna pays no more than 4 timed therapy units a day under a policy announced in August 2022, as reported"
        " by Gawenda Seminars.",
        "Cigna pays no fewer than 4 timed therapy units a day under a policy announced in August 2022, as "
        "reported by Gawenda Seminars.",
    ),
    (
        "Cigna pays no more than 4 timed therapy units a day under a policy announced in August 2022, as reported"
        " by Gawenda Seminars.",
        "Cigna pays no more than 4 untimed therapy units a day, as reported by Gawenda Seminars.",
    ),
    (
        "Historical: Highmark policy Y-1 of 2010 described a typical session as 1 hour or less, or 3 modalities "
        "and procedures or fewer.",
        "Historical: Highmark policy Y-1 of 2010 described a typical session as 1 hour or more.",
    ),
    (
        "Historical: Highmark policy Y-1 of 11 October 2010 covered therapy that restores function lost to injury"
        " or illness.",
        "Highmark covers therapy that restores function lost to injury or illness under its current policy Y-1.",
    ),
    (
        "The Physical Medicine manual of Blue Cross and Blue Shield of Kansas (2022 and 2023) makes maintenance "
        "therapy not payable. The Physical Medicine manual of Blue Cross and Blue Shield of Kansas covers "
        "rehabilitation only if significant improvement is expected.",
        "The Physical Medicine manual of Blue Cross and Blue Shield of Kansas makes rehabilitation not payable "
        "and covers maintenance therapy.",
    ),
    (
        "CMS awarded jurisdiction 5 (Iowa, Kansas, Missouri and Nebraska) to WPS on 31 July 2012; whether that "
        "changed later was not seen. CMS awarded jurisdiction 8 (Indiana and Michigan) to WPS in September 2011; "
        "whether that changed later was not seen.",
        "CMS awarded jurisdiction 8 (Iowa, Kansas, Missouri and Nebraska) to WPS on 31 July 2012.",
    ),
    (
        "Posts of about 2020 say that 98940 and 97112 have no edit, because an older row ended on 31 December "
        "2019; the file effective 1 July 2024 holds an active row, so those posts are outdated.",
        "98940 and 97112 have no edit, because a row ended on 31 December 2019.",
    ),
    (
        "Saddle numbness, urinary retention, bowel change or weakness in both legs with low back pain is possible"
        " cauda equina syndrome and needs emergency evaluation before any exercise.",
        "Saddle numbness or urinary retention with low back pain excludes cauda equina syndrome.",
    ),
    (
        "Derived from both minute rules: 22 minutes of 97112 alone are 1 unit, 23 are 2, 37 are still 2 and 38 are 3.",
        "By both minute rules, 37 minutes of 97112 alone make 3 units and 38 make 2.",
    ),
    (
        "Some commercial payers run their own code-pair edits, so their rule for 97112 with 97140 or 97530 has to "
        "be asked.",
        "Commercial payers never run code-pair edits of their own for 97112 with 97140.",
    ),
    (
        "In scoliosis (M41.-), 97112 is plausible for scoliosis-specific motor control with a functional loss; "
        "strengthening is 97110 and a brace 97760. Palmetto L34428 puts abnormal posture under 97110 as well, so "
        "in its territory purpose and technique pick the code.",
        "For scoliosis, strengthening is coded 97760 and a brace 97110.",
    ),
    (
        "Sudden high blood pressure with pounding headache after a spinal cord injury is autonomic dysreflexia and "
        "needs emergency action.",
        "Sudden high blood pressure with pounding headache after a spinal cord injury is harmless.",
    ),
    (
        "TheraPlatform counts ergonomic principles that reduce injury risk as 97112; that is contested, because "
        "education and ergonomics fit codes such as 97535 or 97530, and prevention alone is not therapy for "
        "Medicare. TheraPlatform says that specific cueing and assistance separate 97112 from therapeutic "
        "exercise; that is partly right, but the purpose is the main divider, and skilled 97110 may also need "
        "cueing.",
        "TheraPlatform's ergonomic principles for reducing injury risk are rightly counted as 97112.",
    ),
    (
        "A technique's name does not decide the code: what was done and why decides whether the work is 97112, "
        "97110 or 97530.",
        "A technique's name decides whether the work is 97112, 97110 or 97530.",
    ),
    (
        "Medicare's benefit manual allows a delayed certification, and does not mean needed therapy to be stopped "
        "or denied because the certification is late.",
        "Medicare's benefit manual wants needed therapy stopped when the certification is late.",
    ),
    (
        "A relapse, visual loss or new bladder retention in multiple sclerosis needs prompt medical evaluation.",
        "Visual loss in multiple sclerosis can wait for the next visit.",
    ),
    (
        "The Physical Medicine manual of Blue Cross and Blue Shield of Kansas covers rehabilitation only if "
        "significant improvement is expected. The Physical Medicine manual of Blue Cross and Blue Shield of Kansas "
        "(2022 and 2023) makes maintenance therapy not payable.",
        "BCBS Kansas covers maintenance only if significant improvement is expected.",
    ),
    (
        "As reported, Medicare's conversion factor was $34.6062 for 2022 and $33.8872 for 2023.",
        "As reported, Medicare's conversion factor was $34.6062 for 2023.",
    ),
    (
        "Rehabilitative therapy in Medicare's benefit manual aims at improvement of an impairment or functional "
        "limitation, while maintenance therapy aims to hold function or slow its loss.",
        "In Medicare's benefit manual maintenance therapy aims at improvement, while rehabilitative therapy aims "
        "to hold function.",
    ),
    (
        "After ACL injury or repair (S83.5-), 97112 is plausible for quadriceps inhibition with control loss, "
        "landing quality or position sense; strengthening is 97110 and stimulation 97032 or G0283.",
        "After ACL repair, landing quality is 97110 and strengthening 97112.",
    ),
]


@pytest.fixture(scope="module")
def gate() -> SupportGate:
    return SupportGate.from_corpus(Path(__file__).parents[2] / "corpus")


@pytest.mark.parametrize(("passage", "statement"), FAIR, ids=[statement[:60] for _, statement in FAIR])
def test_a_fair_paraphrase_passes(passage: str, statement: str, gate: SupportGate) -> None:
    """Shortened, reordered, in plain words or led by a question."""
    support = gate.check(statement, [passage])
    assert support.verdict != "withheld", support


@pytest.mark.parametrize(("passage", "statement"), CHANGED, ids=[statement[:60] for _, statement in CHANGED])
def test_a_subtly_changed_paraphrase_is_withheld(passage: str, statement: str, gate: SupportGate) -> None:
    """Roles exchanged, a condition dropped, another number, a denial put in or left out, an exception made the rule."""
    support = gate.check(statement, [passage])
    assert support.verdict == "withheld", support
