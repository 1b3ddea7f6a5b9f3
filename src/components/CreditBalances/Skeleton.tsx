/** Three rows and a footer with the boxes of real ones, so that nothing moves when the numbers come. The bones are drawn by the stylesheet. */
export function Skeleton() {
  return (
    <div className="hcb-skeleton" aria-hidden="true">
      <div className="hcb-list">
        <div className="hcb-credit hcb-bones" />
        <div className="hcb-credit hcb-bones" />
        <div className="hcb-credit hcb-bones" />
      </div>
      <div className="hcb-footer" />
    </div>
  );
}
