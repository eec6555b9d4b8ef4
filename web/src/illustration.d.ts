/** A picture drawn when the site is built: its address. See build/illustrations.ts. */
declare module 'illustration:*' {
  const url: string
  export default url
}
