import { afterAll } from 'vitest'

import { closeOpened } from './close-at-end.ts'

// Run anew for each test file (vitest's `setupFiles`), which a module shared by files is not.
afterAll(closeOpened)
