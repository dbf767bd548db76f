/** What the commands on places take and reply. */
import type { Arg, GeoReplyWith, Many } from './types.js';

type GeoUnits = 'm' | 'km' | 'mi' | 'ft';

type GeoCoordinates = { longitude: Arg | number; latitude: Arg | number };

type GeoMember = GeoCoordinates & { member: Arg };

type GeoSearchFrom = Arg | GeoCoordinates;

type GeoSearchBy = { radius: number; unit: GeoUnits } | { width: number; height: number; unit: GeoUnits };

type GeoSearchOptions = { SORT?: 'ASC' | 'DESC'; COUNT?: number | { value: number; ANY?: boolean } };

type GeoStoreOptions = GeoSearchOptions & { STOREDIST?: boolean };

type Radius<From> = [key: Arg, from: From, radius: number, unit: GeoUnits];

type GeoRadius<From> = [...where: Radius<From>, options?: GeoSearchOptions];

type GeoRadiusStore<From> = [...where: Radius<From>, destination: Arg, options?: GeoStoreOptions];

type GeoRadiusWith<From> = [...where: Radius<From>, replyWith: GeoReplyWith[], options?: GeoSearchOptions];

/** The methods that reply what they are asked for. */
interface GeoWith<Member, Item> {
  geoRadiusWith(...args: GeoRadiusWith<GeoCoordinates>): Item[];
  geoRadiusRoWith(...args: GeoRadiusWith<GeoCoordinates>): Item[];
  geoRadiusByMemberWith(...args: GeoRadiusWith<Member>): Item[];
  geoRadiusByMemberRoWith(...args: GeoRadiusWith<Member>): Item[];
  geoSearchWith(
    key: Arg,
    from: GeoSearchFrom,
    by: GeoSearchBy,
    replyWith: GeoReplyWith[],
    options?: GeoSearchOptions,
  ): Item[];
}

type Found<Text, Distance, Hash, Degree> = {
  member: Text;
  distance?: Distance;
  hash?: Hash;
  coordinates?: { longitude: Degree; latitude: Degree };
};

interface GeoCommon<Text> {
  geoDist(key: Arg, member1: Arg, member2: Arg, unit?: GeoUnits): number | null;
  geoHash(key: Arg, member: Many): Text[];
  geoPos(key: Arg, member: Many): ({ longitude: Text; latitude: Text } | null)[];
  geoRadius(...args: GeoRadius<GeoCoordinates>): Text[];
  geoRadiusByMember(...args: GeoRadius<Arg>): Text[];
  geoRadiusByMemberRo(...args: GeoRadius<Arg>): Text[];
  geoRadiusByMemberStore(...args: GeoRadiusStore<Arg>): number;
  geoRadiusRo(...args: GeoRadius<GeoCoordinates>): Text[];
  geoRadiusStore(...args: GeoRadiusStore<GeoCoordinates>): number;
  geoSearch(key: Arg, from: GeoSearchFrom, by: GeoSearchBy, options?: GeoSearchOptions): Text[];
  geoSearchStore(
    destination: Arg,
    source: Arg,
    from: GeoSearchFrom,
    by: GeoSearchBy,
    options?: GeoStoreOptions,
  ): number;
}

interface GeoLater<Text> extends GeoCommon<Text> {
  geoAdd(
    key: Arg,
    toAdd: Many<GeoMember>,
    options?: { condition?: 'NX' | 'XX'; NX?: boolean; XX?: boolean; CH?: boolean },
  ): number;
}

export interface Geo4<Text> extends GeoCommon<Text>, GeoWith<string, Found<Text, number, Text, Text>> {
  geoAdd(key: Arg, toAdd: Many<GeoMember>, options?: ({ NX?: true } | { XX?: true }) & { CH?: true }): number;
}

export interface Geo5<Text> extends GeoLater<Text>, GeoWith<Arg, Found<Text, Text, number, number>> {}

export interface Geo6<Text> extends GeoLater<Text>, GeoWith<Arg, Found<Text, number, number, number>> {}
