import fs from 'node:fs'
import path from 'node:path'

/** Packages of which a second copy does harm in silence: composition and planning would no longer know each other's types. */
const onlyOnce = ['@apollo/federation-internals', 'graphql', '@opentelemetry/api']

/** The installed versions of each such package, where there is more than one. */
export const findSecondCopies = (root: string): string[] => {
  const store = path.join(root, 'node_modules', '.pnpm')
  const installed = fs.readdirSync(store)
  return onlyOnce.flatMap((name) => {
    // A folder of the store is `@scope+name@version`, with a suffix for each set of peers it was resolved with.
    const prefix = `${name.replace('/', '+')}@`
    const copies = installed.filter((folder) => folder.startsWith(prefix))
    return copies.length > 1 ? [`${name} is installed ${copies.length} times: ${copies.join(', ')}`] : []
  })
}
