export const ResultsPage = () => null
