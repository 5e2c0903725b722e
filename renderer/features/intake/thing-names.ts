import { useCallback } from "react";
import type { Mapping } from "../../../shared/intake/mapping/model.ts";
import { useTypeName } from "../../ui/type-icon.tsx";

/** Names the things of a mapping: by their type, numbered where there are several of it. */
export function useThingNames({ things }: Mapping): (place: number) => string {
  const typeName = useTypeName();
  return useCallback(
    (place) => {
      const type = things[place]?.type ?? "";
      const alike = things.flatMap((thing, at) => (thing.type === type ? [at] : []));
      return alike.length < 2 ? typeName(type) : `${typeName(type)} ${alike.indexOf(place) + 1}`;
    },
    [things, typeName],
  );
}
