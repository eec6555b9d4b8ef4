import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

/** An agent that is connected to the tools of a gateway, by the protocol's own client. */
export async function connectAgent(gateway: string | undefined, headers: Record<string, string> = {}) {
  const client = new Client({ name: 'test', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', gateway), { requestInit: { headers } })
  await client.connect(transport as Parameters<Client['connect']>[0])
  return client
}
