"""Which words in a persona's text speak for which trait.

Our own composition. Each entry is the beginning of a word (a stem), so that `anxi` finds anxious and anxiety; an entry
that ends in ``$`` must be the whole word. Words that only name an act in an emergency (flee, hide, freeze, fight) are
left out on purpose: a persona says who somebody is, never what to do.
"""

from enum import IntEnum


class Trait(IntEnum):
    """Eight axes, each 0..1 and 0.5 when the text says nothing; named for the end at 1."""

    CALM = 0  # 0: anxious
    BOLD = 1  # 0: cautious
    SOCIABLE = 2  # 0: solitary
    HELPFUL = 3  # 0: looks after oneself
    LEADING = 4  # 0: follows others and obeys authority
    CURIOUS = 5  # attentive to what happens around; 0: absorbed, hard to rouse
    SWIFT = 6  # quick, restless; 0: slow, unhurried
    FIERY = 7  # quick to anger, ready for a quarrel; 0: gentle, peaceable


STRONG, CLEAR, SLIGHT = 1.0, 0.7, 0.4

# (trait, weight toward its upper end, stems)
_ENTRIES: tuple[tuple[Trait, float, str], ...] = (
    (Trait.CALM, STRONG, "calm compos unflapp imperturb unshak serene levelhead level-head stoic cool-head coolhead"),
    (Trait.CALM, CLEAR, "steady steadi placid patien relax easygoing easy-going even-temper measured collected poised"),
    (Trait.CALM, CLEAR, "resilien unruffled tranquil balanced grounded unworried untroubled phlegm matter-of-fact"),
    (Trait.CALM, SLIGHT, "quiet$ rational logical methodic sober pragmat sensibl thoughtful mature confiden"),
    (Trait.CALM, -STRONG, "anxi nervous panick panic$ terrif fearful hysteri overwhelm petrif jittery skittish"),
    (
        Trait.CALM,
        -CLEAR,
        "worr tense$ jumpy fright afraid scared dread stress high-strung highly-strung neurotic startl",
    ),
    (Trait.CALM, -CLEAR, "flustered agitat insecur uneasy restless trembl shak paralys paralyz catastroph"),
    (
        Trait.CALM,
        -SLIGHT,
        "sensitiv emotional moody volatil impulsiv excitab tearful fragil vulnerab timid shy$ hot-head",
    ),
    (Trait.CALM, CLEAR, "cool$ self-control self-possess self-assur controlled mild mildly"),
    (Trait.CALM, -CLEAR, "rattle rattled fretful fret nerves$ upset tears$ tearful cries$ edgy brood"),
    (Trait.CALM, SLIGHT, "practical disciplin optimis buoyant sunny content$ dignified"),
    (Trait.CALM, -SLIGHT, "impatien temper flares flare easily-upset intense pessimis self-doubt"),
    (Trait.BOLD, STRONG, "bold brave courag fearless dauntless daring heroic valian gutsy intrepid undaunted"),
    (Trait.BOLD, CLEAR, "confront adventur assertiv tough defian combativ aggressiv risk-tak risktak reckless fierce"),
    (
        Trait.BOLD,
        CLEAR,
        "protectiv confiden competitiv stubborn hot-head headstrong rash$ impulsiv martial boxer boxing",
    ),
    (
        Trait.BOLD,
        SLIGHT,
        "athlet energetic determin decisiv resolut outspoken strong$ ambitio soldier military veteran judo",
    ),
    (Trait.BOLD, -STRONG, "timid cautious fearful cowar meek risk-avers risk-avoid faint-heart mous"),
    (
        Trait.BOLD,
        -CLEAR,
        "careful wary shy$ prudent hesita afraid scared frail gentle gentl avoid passiv docil nonconfront",
    ),
    (
        Trait.BOLD,
        -SLIGHT,
        "reserved quiet$ nervous anxi worr conservativ modest peaceful peaceab pacif soft-spoken tender",
    ),
    (Trait.BOLD, SLIGHT, "spirited feisty self-assur proud"),
    (Trait.BOLD, -SLIGHT, "mild$ unassuming fretful dread"),
    (Trait.SOCIABLE, STRONG, "sociab outgoing extrover gregari friendly talkativ chatty popular companion affable"),
    (Trait.SOCIABLE, CLEAR, "warm warm-heart cheerful team togeth friend belong group$ crowd communit inclusiv likeab"),
    (
        Trait.SOCIABLE,
        SLIGHT,
        "famil joke humor humour laugh expressiv open$ approachab conform loyal classmate peers$ jovial",
    ),
    (Trait.SOCIABLE, SLIGHT, "witty funny playful hearty exuberant giggl enthusias good-natured company$"),
    (Trait.SOCIABLE, -SLIGHT, "introspectiv prickly gruff"),
    (Trait.SOCIABLE, -STRONG, "solitary loner introver reclus antisocial unsociab asocial standoffish isolat"),
    (
        Trait.SOCIABLE,
        -CLEAR,
        "alone$ aloof withdrawn detach distant independen private$ self-contain reserved individualis",
    ),
    (Trait.SOCIABLE, -SLIGHT, "shy$ quiet$ taciturn laconic awkward guarded self-relian reticen bookish"),
    (Trait.HELPFUL, STRONG, "help altruis selfless caring compassion self-sacrific nurtur rescu humanitar"),
    (
        Trait.HELPFUL,
        CLEAR,
        "kind$ kindly kindness empath protect support generous considerate dutiful responsib volunteer",
    ),
    (
        Trait.HELPFUL,
        CLEAR,
        "first-aid nurse paramedic carer mentor motherly fatherly mothering comfort loyal devoted care$ cares$",
    ),
    (Trait.HELPFUL, SLIGHT, "warm gentle patien coach teach community teamwork conscientious reliab dependab attentiv"),
    (Trait.HELPFUL, SLIGHT, "obliging courteous fond good-natured forgiv"),
    (Trait.HELPFUL, -STRONG, "selfish self-cent egois egoti callous uncaring ruthless"),
    (
        Trait.HELPFUL,
        -CLEAR,
        "self-interest indifferen cold$ cynic self-preserv self-absorb opportunis unsympath survivalist",
    ),
    (Trait.HELPFUL, -SLIGHT, "self-relian independen competitiv detach aloof individualis calculat"),
    (Trait.LEADING, STRONG, "lead leader command authoritat take-charge takes-charge captain in-charge dominan"),
    (
        Trait.LEADING,
        CLEAR,
        "decisiv assertiv organis organiz direct$ directs directive initiativ confiden charismat bossy",
    ),
    (Trait.LEADING, CLEAR, "independen self-relian headstrong resourceful manager supervis coordinat prefect autonom"),
    (
        Trait.LEADING,
        SLIGHT,
        "clear$ loud$ outspoken experienc persuasiv strategic firm$ mentor coach responsib proactiv",
    ),
    (Trait.LEADING, SLIGHT, "brisk self-assur sceptic skeptic practical"),
    (Trait.LEADING, -SLIGHT, "rules$ routine procedur unassuming disciplin"),
    (Trait.LEADING, -STRONG, "follow obedien submissiv complian dependen conform deferen tag-along suggestib"),
    (
        Trait.LEADING,
        -CLEAR,
        "indecisiv hesita passiv docil meek unsure uncertain insecur impressionab eager-to-please imitat",
    ),
    (Trait.LEADING, -SLIGHT, "shy$ timid soft-spoken quiet$ respectful polite agreeab young$ newcomer new$ trusting"),
    (Trait.CURIOUS, STRONG, "curious curios inquisitiv vigilan observan watchful nosy inquiring perceptiv"),
    (
        Trait.CURIOUS,
        CLEAR,
        "alert attentiv aware$ awareness notice notices notic analytic question investigat keen$ scann",
    ),
    (
        Trait.CURIOUS,
        SLIGHT,
        "bright intelligen quick-wit detail precise thorough cautious wary explor journalis interest",
    ),
    (Trait.CURIOUS, CLEAR, "sharp-eyed sharp-eared sceptic skeptic"),
    (Trait.CURIOUS, -STRONG, "inattentiv oblivious distract absent-mind absentmind daydream incurious unobservan"),
    (
        Trait.CURIOUS,
        -CLEAR,
        "dreamy absorb preoccup sleepy drowsy headphones apathet indifferen lethargic unaware forget",
    ),
    (Trait.CURIOUS, -SLIGHT, "careless lazy bored complacen nonchalan carefree laid-back tired"),
    # Adjective markers of the big five (Goldberg 1992, Saucier 1994) and of the interpersonal circle (Wiggins, Trapnell
    # and Phillips 1988), as far as they bear on a trait, with everyday words of the same meaning.
    (
        Trait.CALM,
        CLEAR,
        "unexcitab unemotion undemanding self-confiden clear-head unfazed undisturb unflustered steely",
    ),
    (Trait.CALM, SLIGHT, "unhurried peaceful secure$ sturdy hardy"),
    (Trait.CALM, -STRONG, "panic terror horrif distraught overwrought hysteric traumat frantic"),
    (Trait.CALM, -CLEAR, "nervy apprehens temperament touchy irritab phobi bewilder dazed stunned numb helpless"),
    (Trait.CALM, -CLEAR, "disoriented shock shocked weep weepy sobs faints swoon faint-heart flighty"),
    (Trait.CALM, -SLIGHT, "self-pity jealous stammer stutter falter clingy delicate baffled confused muddled"),
    (Trait.BOLD, CLEAR, "unafraid audacious plucky gallant venturesome enterprising forceful vigorous hardened"),
    (Trait.BOLD, SLIGHT, "wrestl rugby karate paratroop marine$ army$ police firefighter climber mountaineer"),
    (Trait.BOLD, -STRONG, "cowardly overcautious unadventur diffident"),
    (Trait.BOLD, -CLEAR, "bashful inhibited submissiv unassertiv retiring circumspect delicate fragil weak$"),
    (Trait.BOLD, -CLEAR, "safety$ homebody helpless"),
    (Trait.BOLD, -SLIGHT, "discreet unobtrusiv guarded watchful sensible patien private$ nervy jumpy skittish"),
    (Trait.SOCIABLE, STRONG, "extrav convivial sociable"),
    (Trait.SOCIABLE, CLEAR, "neighbourl neighborl genial cordial amiable jolly agreeab cooperat trustful mates$ pals$"),
    (Trait.SOCIABLE, CLEAR, " harmony gossip consensus"),
    (Trait.SOCIABLE, SLIGHT, "trusting obliging accommodat sympath"),
    (Trait.SOCIABLE, -STRONG, "unneighb dissocial hermit untalkativ"),
    (Trait.SOCIABLE, -CLEAR, "lone$ solo$ single-minded unapproach secretiv uncommunicat cagey silent self-suffic"),
    (Trait.SOCIABLE, -SLIGHT, "homebody unaided unconvention nonconform non-conform"),
    (Trait.HELPFUL, CLEAR, "cooperat sympath charitab tender soft-heart unselfish good-hearted hospitab accommodat"),
    (Trait.HELPFUL, -CLEAR, "cruel hard-heart uncharitab unkind inconsiderat rude harsh"),
    (Trait.LEADING, STRONG, "domineer masterful self-suffic"),
    (
        Trait.LEADING,
        CLEAR,
        "forceful strong-willed wilful willful single-minded purposeful nonconform non-conform solo$",
    ),
    (
        Trait.LEADING,
        CLEAR,
        "unconvention original free-spirit freedom self-made enterprising entrepreneur unaided loner",
    ),
    (Trait.LEADING, SLIGHT, "persist efficient determin adventur confident boss$"),
    (Trait.LEADING, -STRONG, "yielding pliable malleable gullible helpless irresolut vacillat unassertiv"),
    (Trait.LEADING, -CLEAR, "unadventur convention accommodat obliging persuaded swayed dither waver clingy needy"),
    (Trait.LEADING, -CLEAR, "consensus approval second-guess self-doubt diffident bashful relies$ reliant"),
    (Trait.LEADING, -SLIGHT, "harmony modest cooperat team belong popular bewilder confused muddled"),
    (Trait.SWIFT, STRONG, "quick swift fast$ speedy nimble agile rapid light-footed"),
    (
        Trait.SWIFT,
        CLEAR,
        "energetic active$ restless lively brisk spry fidget hyperactiv sprightly vigorous dynamic sporty",
    ),
    (Trait.SWIFT, CLEAR, "jumpy skittish flighty startl hasty hurri bustling athlet prompt$ promptly alert"),
    (Trait.SWIFT, SLIGHT, "impatien impulsiv nervy edgy dancer football gymnast decisiv jittery headlong"),
    (Trait.SWIFT, -STRONG, "slow unhurried sluggish letharg ponderous plodding"),
    (Trait.SWIFT, -CLEAR, "lazy placid leisur sedate languid listless phlegm hesita dither passiv inert sleepy"),
    (Trait.SWIFT, -CLEAR, "deliberate stolid idle$ numb homebody frail overwhelm indecisiv dreamy helpless wavers"),
    (Trait.SWIFT, -SLIGHT, "patien methodic stunned dazed tired thoughtful"),
    (
        Trait.FIERY,
        STRONG,
        "aggressiv combativ hot-head hot-temper short-temper quick-temper pugnac belliger quarrelsome",
    ),
    (Trait.FIERY, STRONG, "fiery fierce$ furious fury rage$ enrag anger$ angr confront irascib"),
    (Trait.FIERY, CLEAR, "temper$ tempers defian rebel outrag indign injustice argumentat vengeful"),
    (Trait.FIERY, CLEAR, "domineer forceful obstinat unyield militant headstrong"),
    (
        Trait.FIERY,
        SLIGHT,
        "blunt stubborn tough$ tougher competitiv boxer boxing wrestl martial soldier rugby",
    ),
    (Trait.FIERY, SLIGHT, "passionat irritab resent unfair adrenaline"),
    (Trait.FIERY, -STRONG, "peaceful peaceab pacif meek unaggress nonviolent"),
    (Trait.FIERY, -CLEAR, "gentle gentl placid mild docil tender yielding conciliat forgiv timid cowardly"),
    (
        Trait.FIERY,
        -SLIGHT,
        "agreeab harmony shy$ quiet$ polite diplomat obedien soft-spoken serene easygoing easy-going",
    ),
)


def _spread() -> dict[str, tuple[tuple[Trait, float], ...]]:
    found: dict[str, dict[Trait, float]] = {}
    for trait, weight, stems in _ENTRIES:
        for stem in stems.split():
            found.setdefault(stem, {})[trait] = weight
    return {stem: tuple(weights.items()) for stem, weights in found.items()}


STEMS: dict[str, tuple[tuple[Trait, float], ...]] = _spread()
SHORTEST = min(len(stem.removesuffix("$")) for stem in STEMS)

NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "neither",
        "nor",
        "hardly",
        "rarely",
        "seldom",
        "scarcely",
        "barely",
        "without",
        "little",
        "lacks",
        "lacking",
        "nothing",
        "cannot",
    ]
)
STRONGER = frozenset(
    [
        "very",
        "extremely",
        "deeply",
        "highly",
        "fiercely",
        "exceptionally",
        "intensely",
        "utterly",
        "incredibly",
        "always",
    ]
)
WEAKER = frozenset(["slightly", "somewhat", "fairly", "mildly", "sometimes", "occasionally", "quite", "bit", "rather"])
# A negation or degree word reaches no further than these.
BREAKS = frozenset(["but", "yet", "though", "although", "however", "and", "while", "whereas"])
