"""What somebody answers an interviewer: who they are, what they remember, and what they were about to do."""

from muster.server.values import Interview

MOST_REMEMBERED = 4  # sentences told; whoever wants all of them reads the memory


def reply(interview: Interview) -> str:
    """Return an answer in the first person, from what is known and nothing else.

    The built-in mind does not understand questions: it tells what it can tell.
    """
    person, memory = interview.person, interview.mind.memory[-MOST_REMEMBERED:]
    parts = [f"I am {person.name}, {person.role}." if person.role else f"I am {person.name}."]
    if interview.mind.mood:
        parts.append(f"I feel {interview.mind.mood}.")
    parts += ["What I remember:", *memory] if memory else ["Nothing out of the ordinary has happened to me."]
    percept = interview.percept
    if percept is not None:
        parts.append(f"I am in {percept.place}.")
        if interview.chosen is not None:
            parts.append(f"What I settled on: {percept.options[interview.chosen].text}.")
    return " ".join(parts)
