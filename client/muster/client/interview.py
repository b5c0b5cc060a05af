"""Asking somebody in a recording a question, through a behavior server."""

import grpc

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.behavior.v1.vocabulary import Source
from muster.client.access import OPEN, Access
from muster.client.channel import connect, said, unavailable
from muster.client.errors import BadQuestion, MindUnavailable
from muster.client.wire import write_person
from muster.recording.looking_back import Past

ANSWER_S = 120.0  # a language model on a laptop may take a while for a few sentences


def interview(address: str, them: Past, question: str, access: Access = OPEN) -> tuple[str, Source]:
    """Return the answer and who gave it.

    Raises:
        BadQuestion: the server refused it, and says why.
        MindUnavailable: nobody answers there, or the model behind it.
    """
    request = pb.AskRequest(
        brief=them.brief,
        person=write_person(them.persona),
        mind=them.mind,
        percept=them.percepts[-1] if them.percepts else None,
        decision=them.decision,
        question=question,
    )
    with connect(address, access) as channel:
        try:
            response = pb_grpc.BehaviorServiceStub(channel).Ask(request, timeout=ANSWER_S, metadata=access.metadata)
        except grpc.RpcError as error:
            if isinstance(error, grpc.Call) and error.code() is grpc.StatusCode.INVALID_ARGUMENT:
                raise BadQuestion(f"the question was refused: {error.details()}") from None
            if isinstance(error, grpc.Call) and error.code() is grpc.StatusCode.UNAVAILABLE and error.details():
                raise MindUnavailable(f"nobody answers at {address}: {said(error)}") from None
            raise MindUnavailable(unavailable(address, error)) from None
    return response.answer, next((source for source in Source if source == response.source), Source.UNSPECIFIED)
