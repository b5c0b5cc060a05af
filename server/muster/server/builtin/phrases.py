"""What people say, by purpose and by who speaks: our own composition.

``{name}`` is somebody tied to the speaker, ``{way}`` where the speaker is heading ("the hall door"); a phrase with a
blank that cannot be filled is left out. Every purpose has a phrase without blanks for every speaker.
"""

from enum import Enum


class Purpose(Enum):
    """Why something is said."""

    INSTRUCT_LEAVE = "instruct_leave"
    INSTRUCT_COVER = "instruct_cover"
    WARN_THREAT = "warn_threat"
    WARN_ALARM = "warn_alarm"
    WARN_FIRE = "warn_fire"
    ASK = "ask"
    ANSWER = "answer"
    CALL_TO = "call_to"
    URGE = "urge"
    WAIT = "wait"
    HELP = "help"
    CRY_FOR_HELP = "cry_for_help"
    TELEPHONE = "telephone"
    TELEPHONE_FIRE = "telephone_fire"
    SMOKE_AHEAD = "smoke_ahead"
    SHUT = "shut"
    HUSH = "hush"
    LOCKED = "locked"
    CHALLENGE = "challenge"
    SMALL_TALK = "small_talk"


class Speaker(Enum):
    """How somebody talks."""

    CHILD = "child"
    ADULT = "adult"
    ON_DUTY = "on_duty"


PHRASES: dict[Purpose, dict[Speaker, tuple[str, ...]]] = {
    Purpose.INSTRUCT_LEAVE: {
        Speaker.ON_DUTY: (
            "Everyone to {way}, please. Leave your things.",
            "Stand up, leave your bags, and come with me.",
            "Walk, don't run. Follow me, please.",
            "All of you, out now, stay together!",
            "This way, everybody, keep moving.",
            "Hold on to the one beside you, and follow me to {way}.",
            "We are leaving the building. Quietly and together, please.",
            "Come along, no one stays behind.",
        ),
        Speaker.ADULT: (
            "Let's all go, this way.",
            "Come on, everybody, out.",
            "To {way}, come with me.",
            "Leave that, we're going.",
            "Stay close to me, we're getting out.",
        ),
        Speaker.CHILD: ("We have to go outside!", "Come on, we're supposed to leave!", "Everybody's going, come on!"),
    },
    Purpose.INSTRUCT_COVER: {
        Speaker.ON_DUTY: (
            "Away from the door and down on the floor, all of you.",
            "Lights off, phones silent, not a word.",
            "Against the wall, where nobody can see you. Quick.",
            "Everyone down, behind the tables.",
            "Stay with me and keep quiet. I'll tell you when it's over.",
            "Get down and stay down until I say so.",
        ),
        Speaker.ADULT: (
            "Down, get down, keep away from the windows.",
            "In here, and not a sound.",
            "Get behind something!",
            "Keep low and stay together.",
        ),
        Speaker.CHILD: ("Get down!", "Under here, quick!", "Shh, hide with me."),
    },
    Purpose.WARN_THREAT: {
        Speaker.ON_DUTY: (
            "There's somebody dangerous in the building! Get out or get behind a door!",
            "This is not a drill! Get away from there!",
            "Danger, keep away from here! Go the other way!",
            "Someone is shooting! Move, now!",
            "Get to safety, everyone, right now!",
        ),
        Speaker.ADULT: (
            "Those were shots! Get away from here!",
            "Somebody's got a gun, go!",
            "Don't go that way, he's over there!",
            "Get out of here, it's real!",
            "Move, move! There's someone shooting!",
        ),
        Speaker.CHILD: (
            "Someone's shooting! Run!",
            "There's a man with a gun!",
            "It's real, it's real, get away!",
            "Don't go there, he's there!",
        ),
    },
    Purpose.WARN_ALARM: {
        Speaker.ON_DUTY: (
            "That's the alarm. Everybody out, please.",
            "Please leave the building now, by the nearest exit.",
            "Alarm, everyone! Leave your things and go.",
            "Out, please, all of you. Use {way}.",
        ),
        Speaker.ADULT: (
            "That's the alarm, we should go.",
            "Everybody, the alarm! Let's get out.",
            "I don't think that's a mistake. Come on, out.",
        ),
        Speaker.CHILD: ("The alarm! We have to go out!", "It's the alarm, come on!", "Miss, the alarm is ringing!"),
    },
    Purpose.WARN_FIRE: {
        Speaker.ON_DUTY: (
            "Fire! Everybody out, now!",
            "There's a fire! Leave your things and go!",
            "Fire! Out by {way}, and shut the doors behind you!",
            "It's burning in there. Out, all of you!",
        ),
        Speaker.ADULT: (
            "Fire! Get out!",
            "There's a fire, come on, out!",
            "Fire! Somebody set off the alarm!",
            "It's on fire! Go, go!",
        ),
        Speaker.CHILD: ("Fire!", "There's a fire! Get out!", "It's burning!"),
    },
    Purpose.SMOKE_AHEAD: {
        Speaker.ON_DUTY: ("Too much smoke. Back, the other way!", "Not through there. Follow me round."),
        Speaker.ADULT: ("There's smoke that way!", "I can't see a thing in there. The other way!", "Not through that."),
        Speaker.CHILD: ("It's all smoke!", "I can't see anything!", "Not that way!"),
    },
    Purpose.TELEPHONE_FIRE: {
        Speaker.ON_DUTY: (
            "Fire brigade, please. We have a fire, and people are still inside.",
            "There's smoke in the building. Please come at once.",
        ),
        Speaker.ADULT: ("There's a fire here, please come.", "Fire brigade? There's smoke everywhere, we need help."),
        Speaker.CHILD: ("There's a fire! Please come!", "Hello? It's burning here."),
    },
    Purpose.ASK: {
        Speaker.ON_DUTY: (
            "Does anyone know what's going on?",
            "Was a drill announced for today?",
            "Has anybody seen anything?",
            "Who set that off, do we know?",
        ),
        Speaker.ADULT: (
            "Is this a drill?",
            "What's going on?",
            "Did you hear that?",
            "Are we supposed to leave?",
            "Is that for real, do you think?",
            "Does anybody know what this is about?",
        ),
        Speaker.CHILD: (
            "Is this a drill?",
            "What was that?",
            "Do we have to go out?",
            "Did you hear that too?",
            "What are we supposed to do?",
            "Is something wrong?",
        ),
    },
    Purpose.ANSWER: {
        Speaker.ON_DUTY: (
            "I don't know yet. Stay with me.",
            "Never mind why, we're going out.",
            "It may be real. Please come along.",
            "I'll find out. For now, do as I say.",
        ),
        Speaker.ADULT: (
            "No idea, but I'm not waiting to find out.",
            "I don't know. I'd rather go.",
            "It doesn't sound like a drill to me.",
            "Nobody told me anything.",
        ),
        Speaker.CHILD: ("I don't know!", "I think it's real.", "Nobody said anything to us.", "Maybe. I'm scared."),
    },
    Purpose.CALL_TO: {
        Speaker.ON_DUTY: ("{name}, over here, to me!", "{name}! Stay with me!", "Where is everyone? Come to me!"),
        Speaker.ADULT: (
            "{name}! Over here!",
            "{name}, wait, I'm coming to you!",
            "{name}! Come to me!",
            "Stay there, I'm coming!",
        ),
        Speaker.CHILD: ("{name}!", "{name}, wait for me!", "{name}, where are you going?", "Wait for me!"),
    },
    Purpose.URGE: {
        Speaker.ON_DUTY: ("Keep moving, you're doing well.", "Quickly now, this way.", "Don't stop, go on to {way}."),
        Speaker.ADULT: (
            "Come on, {name}, stay with me.",
            "This way, come on.",
            "Keep going, don't stop.",
            "Quick, to {way}.",
            "Don't look back, just go.",
        ),
        Speaker.CHILD: ("Come on, {name}!", "Hurry up!", "This way, quick!", "Go, go!"),
    },
    Purpose.WAIT: {
        Speaker.ON_DUTY: (
            "We wait here until everyone is with us.",
            "{name}, we're waiting for you!",
            "Who is missing?",
        ),
        Speaker.ADULT: ("I'm not leaving without you, {name}.", "Hang on, we're not all here.", "{name}, come on!"),
        Speaker.CHILD: ("Wait, {name} isn't here yet!", "We can't go without them!", "{name}, hurry!"),
    },
    Purpose.HELP: {
        Speaker.ON_DUTY: (
            "Lean on me. We'll get you out.",
            "I've got you. Can you stand?",
            "Put your arm round my neck.",
            "You're going to be all right, hold on to me.",
        ),
        Speaker.ADULT: (
            "I'm here. Can you walk?",
            "Hold on to me, I've got you.",
            "Come on, up, we'll go together.",
            "Somebody give me a hand here!",
        ),
        Speaker.CHILD: ("Are you okay? Come with me.", "I'll help you, get up!", "Somebody help, please!"),
    },
    Purpose.CRY_FOR_HELP: {
        Speaker.ON_DUTY: ("I'm hit. Go on without me!", "I need a hand here!"),
        Speaker.ADULT: ("I'm hurt! Help me!", "Please, somebody, help!", "I can't go fast, help me."),
        Speaker.CHILD: ("It hurts! Help me!", "Please help me!", "I want to go home!"),
    },
    Purpose.TELEPHONE: {
        Speaker.ON_DUTY: (
            "This is an emergency, we need the police here, at once.",
            "Shots in our building. People are still inside.",
            "Please send help, I have people with me.",
        ),
        Speaker.ADULT: (
            "Police, please. Someone is attacking people here.",
            "I need help, please come quickly.",
            "There's an emergency, I can't talk loudly.",
        ),
        Speaker.CHILD: ("Please come, something bad is happening.", "Hello? We need help, please."),
    },
    Purpose.SHUT: {
        Speaker.ON_DUTY: ("The door is shut. Nobody opens it.", "Help me with this table.", "Keep away from the door."),
        Speaker.ADULT: ("I've got the door. Keep back.", "Give me a hand with this!", "Shut it, quick!"),
        Speaker.CHILD: ("Close the door!", "Push it against the door!", "Don't let anyone in!"),
    },
    Purpose.HUSH: {
        Speaker.ON_DUTY: ("Not a sound now.", "Stay down. I'm here.", "Breathe slowly. Quiet."),
        Speaker.ADULT: ("Shh.", "Don't move.", "Keep quiet, he might hear us."),
        Speaker.CHILD: ("Shh!", "Don't cry, he'll hear.", "I'm scared.", "Is he gone?"),
    },
    Purpose.LOCKED: {
        Speaker.ON_DUTY: ("This one's locked. Back, the other way!", "No way through here. Follow me round."),
        Speaker.ADULT: ("It's locked!", "It won't open! Another way!", "We can't get through here."),
        Speaker.CHILD: ("It won't open!", "It's locked!", "We can't get out this way!"),
    },
    Purpose.CHALLENGE: {
        Speaker.ON_DUTY: ("Stop right there!", "Put it down! Now!", "Leave them alone!"),
        Speaker.ADULT: ("Drop it!", "Hey! Over here!", "Get away from them!"),
        Speaker.CHILD: ("Stop it!", "Leave us alone!"),
    },
    Purpose.SMALL_TALK: {
        Speaker.ON_DUTY: ("Everything all right here?", "Almost time.", "Could you keep it down a little?"),
        Speaker.ADULT: ("Have you got a minute?", "See you later.", "Is it always this warm in here?"),
        Speaker.CHILD: (
            "What have we got next?",
            "Did you do the homework?",
            "Wait till you hear this.",
            "I'm hungry.",
        ),
    },
}
