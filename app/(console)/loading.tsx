import { LoadingRows } from "#components/ui/loading-rows.tsx";

export default function Loading() {
  return <LoadingRows rows={8} />;
}
