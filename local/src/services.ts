import { once } from 'node:events'

import { startTestServices } from './test-services.ts'

// For developers: `node local/src/services.ts` keeps one Postgres and one Redis running, so that a test file run again
// and again need not start its own. Their data end with Ctrl-C.
const services = await startTestServices()
console.log(`export TEST_POSTGRES_URL='${services.postgresUrl}'\nexport TEST_REDIS_URL='${services.redisUrl}'`)
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await services.stop()
