"""When a stay may change its state."""

from jombang_umkm.transitions import Transitions
from participants.models import Custody

S = Custody.Status

WAYS_OUT = (S.PAROLE, S.CONDITIONAL_LEAVE, S.PRE_RELEASE_LEAVE, S.FULL_RELEASE)
ENDS = (S.TRANSFERRED_OUT, S.ESCAPED, S.DIED)
GUIDED = (S.GUIDANCE_ENDED, S.CONVICT, S.DIED)

# UU 22/2022 on corrections; domain table "Custody".
CUSTODY = Transitions(
    "Custody",
    dict(S.choices),
    {
        S.DETAINEE: (S.CONVICT, S.RELEASED_BY_LAW, S.RELEASED_BY_COURT, *ENDS),
        S.CONVICT: (S.ASSIMILATION, *WAYS_OUT, *ENDS),
        S.ASSIMILATION: (*WAYS_OUT, S.CONVICT, *ENDS),
        S.PAROLE: GUIDED,
        S.CONDITIONAL_LEAVE: GUIDED,
        S.PRE_RELEASE_LEAVE: GUIDED,
        S.ESCAPED: (S.DETAINEE, S.CONVICT, S.ASSIMILATION),
        S.FULL_RELEASE: (),
        S.RELEASED_BY_LAW: (),
        S.RELEASED_BY_COURT: (),
        S.GUIDANCE_ENDED: (),
        S.TRANSFERRED_OUT: (),
        S.DIED: (),
    },
)
