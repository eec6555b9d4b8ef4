/** The same answer whether the hotel has other managers, none, or is no hotel at all. */
export const notHotelManager = () => ({
  __typename: 'NotHotelManager' as const,
  message: 'Only the managers of this hotel may see or change who works for it. Ask one of them.',
})

export const noSuchAccount = () => ({
  __typename: 'NoSuchAccount' as const,
  message: 'There is no account with this address. Ask them to open one, then add them.',
})

export const lastManager = () => ({
  __typename: 'LastManager' as const,
  message: 'This is the hotel’s last manager. Make somebody else a manager first.',
})

export const tooManyHotels = (most: number) => ({
  __typename: 'TooManyHotels' as const,
  message: `This account works for ${most} hotels already, the most there can be. Let them use a second account.`,
})
