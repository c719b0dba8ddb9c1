/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What cmdlets of Exchange print of an object with Format-List: a virtual
 * directory, a mailbox, a device, a policy. Each is a list of properties,
 * as the cmdlet names them.
 */
#ifndef EASDOCTOR_EXCHANGE_H
#define EASDOCTOR_EXCHANGE_H

#include <easdoctor/directory.h>

enum ed_exchange_kind {
	ED_EXCHANGE_VDIR,           /* Get-ActiveSyncVirtualDirectory */
	ED_EXCHANGE_CAS,            /* Get-CASMailbox */
	ED_EXCHANGE_DEVICE,         /* Get-MobileDevice */
	ED_EXCHANGE_STATISTICS,     /* Get-MobileDeviceStatistics */
	ED_EXCHANGE_ORGANIZATION,   /* Get-ActiveSyncOrganizationSettings */
	ED_EXCHANGE_DEVICE_POLICY,  /* Get-MobileDeviceMailboxPolicy */
	ED_EXCHANGE_SIGN_IN_POLICY, /* Get-AuthenticationPolicy */
	ED_EXCHANGE_THROTTLING,     /* Get-ThrottlingPolicy */
	ED_EXCHANGE_COMPONENT,      /* Get-ServerComponentState */
	ED_EXCHANGE_RECIPIENT,      /* Get-User, Get-Mailbox */
	ED_N_EXCHANGE_KINDS
};

struct ed_property {
	const char *name; /* "ActiveSyncEnabled", of the table of names */
	enum ed_kind kind;
	struct ed_str value; /* whole: "{a, b}" of a list */
	bool cut;            /* PowerShell left the rest out */
	bool wrapped;        /* put together from lines: blanks may be lost */
	struct ed_ref ref;
};

struct ed_exchange_object {
	enum ed_exchange_kind kind;
	struct ed_ref ref;
	struct ed_str label; /* "device ApplDNQ12345" */
	const struct ed_property *properties;
	size_t n_properties;
	bool contradictory;     /* a property stands twice with two values */
	struct ed_span changed; /* WhenChangedUTC, or WhenChanged */
	struct ed_ref changed_ref;
	struct ed_span synced; /* LastSuccessSync */
};

/* NULL when the output does not show it. */
ED_API const struct ed_property *ed_property_find(
    const struct ed_exchange_object *object, const char *name);
/* Its value, or an empty slice. */
ED_API struct ed_str ed_property_value(
    const struct ed_exchange_object *object, const char *name);
/* True, False, or nothing that can be told. */
ED_API enum ed_answer ed_property_answer(
    const struct ed_exchange_object *object, const char *name);
/* Is item one of the list "{a, b}"? cut is set when more was left out. */
ED_API bool ed_property_lists(
    const struct ed_property *property, struct ed_str item, bool *cut);
/*
 * The mailbox that a device belongs to, as its DN or the path of its folder
 * ("corp.example/Staff/Alice"); empty when the output does not say.
 */
ED_API struct ed_str ed_device_owner(
    const struct ed_exchange_object *device, bool as_dn);
/* The name of a cmdlet that prints such objects. */
ED_API const char *ed_exchange_cmdlet(enum ed_exchange_kind kind);

/* What Exchange's output says of the case's user and device. */
struct ed_exchange_user {
	const struct ed_exchange_object *cas;       /* or NULL */
	const struct ed_exchange_object *recipient; /* Get-Mailbox first */
	const char *cas_trouble; /* why none is, though one may be there */
	const char *recipient_trouble;
	const struct ed_exchange_object *device; /* with the case's eas_id */
	const struct ed_exchange_object *statistics;
	const char *device_trouble;
	size_t n_devices;    /* that are certainly this mailbox's */
	bool devices_unsure; /* there may be more or fewer */
};

#endif
