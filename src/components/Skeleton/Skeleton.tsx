type SkeletonProps = { label: string };

const rows = ["a", "b", "c"];

/** Three rows and a footer with the boxes of real ones, so that nothing moves when the numbers come. */
export function Skeleton({ label }: SkeletonProps) {
  return (
    <>
      <div className="hcb-visually-hidden" role="status">
        {label}
      </div>
      <div aria-hidden="true">
        {rows.map((row) => (
          <div key={row} className="hcb-credit">
            <div className="hcb-title">
              <span className="hcb-name hcb-bone" />
            </div>
            <div className="hcb-balance">
              <span className="hcb-number hcb-bone" />
            </div>
            <div className="hcb-details">
              <span className="hcb-detail hcb-bone" />
            </div>
          </div>
        ))}
        <div className="hcb-footer">
          <span className="hcb-bone" />
        </div>
      </div>
    </>
  );
}
