import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { InMemoryCache } from '@apollo/client'
import { print } from '@apollo/client/utilities'
import { Kind, parse, visit, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql'
import type { Plugin } from 'vite'

const sources = path.join(import.meta.dirname, '../src')

/** An operation as a manifest of Apollo's tools has it: the hash of its text, and the text as the client would send it. */
export type Registered = { id: string; name: string; type: string; body: string }

/** Every operation that the pages write, in ``graphql(`...`)`` or ``/* GraphQL *\/ `...` ``. */
export function siteOperations(): Registered[] {
  const operations = new Map<string, OperationDefinitionNode>()
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const text of literals())
    for (const definition of parse(text, { noLocation: true }).definitions) {
      const name = 'name' in definition ? definition.name?.value : undefined
      if (name === undefined) throw new Error(`Give this operation a name, by which it can be registered: ${text}`)
      if (operations.has(name) || fragments.has(name)) throw new Error(`Two operations or fragments are called ${name}`)
      if (definition.kind === Kind.OPERATION_DEFINITION) operations.set(name, definition)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(name, definition)
    }
  const cache = new InMemoryCache()
  return [...operations]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, operation]) => {
      const definitions = [operation, ...spreadIn(operation, fragments)]
      const body = print(cache.transformDocument({ kind: Kind.DOCUMENT, definitions }))
      return { id: createHash('sha256').update(body).digest('hex'), name, type: operation.operation, body }
    })
}

function* literals() {
  for (const file of fs.readdirSync(sources, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (!/\.tsx?$/.test(file) || /\.(?:generated|test)\.tsx?$/.test(file)) continue
    const code = fs.readFileSync(path.join(sources, file), 'utf8').replaceAll(/^ *\/?\*\*? .*$/gm, '')
    for (const [, text = ''] of code.matchAll(/(?:\bgraphql\(|\/\* GraphQL \*\/ )`([^`]*)`/g)) yield text
  }
}

/** The fragments that are spread in a definition and below, each once, in the order in which they are met. */
function spreadIn(
  definition: OperationDefinitionNode | FragmentDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  met = new Set<FragmentDefinitionNode>(),
): Set<FragmentDefinitionNode> {
  visit(definition, {
    FragmentSpread({ name: { value: name } }) {
      const fragment = fragments.get(name)
      if (!fragment) throw new Error(`There is no fragment ${name}`)
      if (met.has(fragment)) return
      met.add(fragment)
      spreadIn(fragment, fragments, met)
    },
  })
  return met
}

/** The manifest that the gateway reads. */
export const siteManifest = () =>
  `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations: siteOperations() }, null, 2)}\n`

/**
 * `import hashes from 'operations:hashes'`: the hash of each operation by its name, made from the very sources that are
 * built. A gateway that does not know one is sent the text. While pages are being written there are none.
 */
export function registeredOperations(): Plugin {
  let serving = false
  return {
    name: 'registered-operations',
    configResolved: ({ command, mode }) => {
      serving = command === 'serve' && mode !== 'test'
    },
    resolveId: (id) => (id === 'operations:hashes' ? `\0${id}` : undefined),
    load(id) {
      if (id !== '\0operations:hashes') return undefined
      const hashes = serving ? {} : Object.fromEntries(siteOperations().map((one) => [one.name, one.id]))
      return `export default ${JSON.stringify(hashes)}`
    },
  }
}
