export const CardReturnPage = () => null
