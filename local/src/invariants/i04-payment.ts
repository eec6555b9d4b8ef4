/** A payment as the comparison with the bank sees it. */
export interface Payment {
  id: string
  status: string
  amount: number
  currency: string
  bankIntent: string | null
  updatedAt: Date
}

export const isOld = ({ created }: { created: number }, settled: Date) => created * 1_000 <= settled.getTime()
/** We told the guest that nothing was taken: what the bank took nevertheless goes back whole, under no refund of ours. */
export const endedWithout = ({ status }: Payment) => status === 'DECLINED' || status === 'VOIDED'
