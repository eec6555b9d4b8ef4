export const CardReturnPage = () => null
export const SecureReturnPage = () => null
