import fs from 'node:fs/promises'

type FirstFiles = [address: RegExp, links: string][]

/** What the build wrote down of each page's files. None are told of where it wrote nothing: pages then learn of them by themselves. */
export async function readFirstFiles(dist: URL): Promise<FirstFiles> {
  const text = await fs.readFile(new URL('first-files.json', dist), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  return Object.entries(JSON.parse(text) as Record<string, string[]>).map(([address, files]) => [
    new RegExp(`^${address.replaceAll(/\$\w+/g, '[^/]+')}/?$`),
    files.map((file) => `<link rel="modulepreload" crossorigin href="${file}">`).join(''),
  ])
}

/** The tags that make a browser fetch what the page of this address needs, while it still reads the page. */
export const firstFilesOf = (files: FirstFiles, pathname: string): string =>
  files.find(([address]) => address.test(pathname))?.[1] ?? ''
