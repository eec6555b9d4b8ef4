/** The hashes of the site's operations by their names. See build/registered-operations.ts. */
declare module 'operations:hashes' {
  const hashes: Readonly<Record<string, string | undefined>>
  export default hashes
}
