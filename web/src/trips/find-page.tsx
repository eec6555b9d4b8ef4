export const FindPage = () => null
