import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createRequire } from 'node:module'

// GraphQL Yoga over the supergraph as @graphql-tools/federation stitches it. Its packages are fetched.

const [, , file = '', port = '0', packages = ''] = process.argv
const require = createRequire(packages)
const { createYoga } = require('graphql-yoga') as { createYoga: (options: object) => RequestListener }
const { getStitchedSchemaFromSupergraphSdl } = require('@graphql-tools/federation') as {
  getStitchedSchemaFromSupergraphSdl: (options: { supergraphSdl: string; httpExecutorOpts: object }) => object
}
const schema = getStitchedSchemaFromSupergraphSdl({
  supergraphSdl: readFileSync(file, 'utf8'),
  httpExecutorOpts: { deduplicateInflightRequests: false }, // nobody shares requests here
})
createServer(createYoga({ schema, logging: false, landingPage: false, graphiql: false })).listen(
  Number(port),
  '127.0.0.1',
)
