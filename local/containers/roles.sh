#!/bin/sh
# Runs once, when a Postgres container finds an empty volume: the same two roles as local/src/prepare/databases.ts
# gives. `<domain>_owner` owns the schema and runs migrations; `<domain>` reads and writes rows, and changes no structure.
set -eu
psql --quiet --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
  --set domain="$DOMAIN" --set owner="${DOMAIN}_owner" \
  --set owner_password="$OWNER_PASSWORD" --set service_password="$SERVICE_PASSWORD" <<'SQL'
create role :"owner" login password :'owner_password';
create role :"domain" login password :'service_password';
create database :"domain" owner :"owner";
revoke all on database :"domain" from public;
revoke all on database postgres from public;
revoke all on database template1 from public;
grant connect on database :"domain" to :"domain";
\connect :domain
alter schema public owner to :"owner";
revoke all on schema public from public;
grant usage on schema public to :"domain";
alter default privileges for role :"owner" in schema public grant select, insert, update, delete on tables to :"domain";
alter default privileges for role :"owner" in schema public grant usage, select on sequences to :"domain";
SQL
