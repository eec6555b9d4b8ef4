/** The names under which payments knows what we asked of it: the same name is the same effect, however often it is asked. */
export const paymentKey = ({ id, attempt }: { id: string; attempt: number }) => `${id}:pay:${attempt}`
export const refundKey = (id: string, n: number) => `${id}:refund:${n}`
