import { waitingNotice } from '@staygraph/reservations/contract/waiting-notice'
import { defineJob } from '@staygraph/subgraph-kit/job'

/** Promised by reservations when a guest joins a waiting list, and when the rooms are free and held for them: one mail each. */
export const tellWaitingGuest = defineJob({ name: 'tell-waiting-guest', payload: waitingNotice })
