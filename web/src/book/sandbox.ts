/** Whether the server of this site was set up with a bank of play money: it says so in the page. */
export const isSandbox = (): boolean =>
  document.querySelector<HTMLMetaElement>('meta[name="staygraph-sandbox"]')?.content === 'true'
