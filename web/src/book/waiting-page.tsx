export const WaitingPage = () => null
