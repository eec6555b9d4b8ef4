/** From the fewest meals to the most. */
export const boards = ['ROOM_ONLY', 'BREAKFAST', 'HALF_BOARD', 'FULL_BOARD', 'ALL_INCLUSIVE'] as const

export type Board = (typeof boards)[number]
