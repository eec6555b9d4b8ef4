export const tooManyAttempts = (retryAfterSeconds: number) => ({
  __typename: 'TooManyAttempts' as const,
  message: `Too many attempts. Try again in ${retryAfterSeconds < 120 ? `${retryAfterSeconds} seconds` : `${Math.ceil(retryAfterSeconds / 60)} minutes`}.`,
  retryAfterSeconds,
})
