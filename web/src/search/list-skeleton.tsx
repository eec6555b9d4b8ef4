/** The shape of the list while the hotels are asked. */
export const ListSkeleton = () => (
  <div className="grid gap-4.5" aria-hidden="true">
    {[0, 1, 2, 3].map((index) => (
      <div key={index} className="card grid overflow-hidden md:grid-cols-[286px_minmax(0,1fr)]">
        <div className="skeleton h-50 rounded-none md:h-56" />
        <div className="grid content-start gap-3 p-5">
          <div className="skeleton h-6 w-3/5" />
          <div className="skeleton h-4 w-2/5" />
          <div className="skeleton mt-6 h-4 w-1/2" />
          <div className="skeleton mt-6 ms-auto h-7 w-24" />
        </div>
      </div>
    ))}
  </div>
)
