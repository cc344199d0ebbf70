package org.openiep.web.words;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openiep.directory.InstitutionKind;
import org.openiep.exchange.Action;
import org.openiep.exchange.Priority;
import org.openiep.exchange.PriorityReason;
import org.openiep.exchange.Status;
import org.openiep.exchange.Tab;
import org.openiep.exchange.TransactionType;
import org.openiep.patient.Gender;
import org.openiep.people.Role;

/** The users' own terms for the exchange's values. */
public final class Words {

    private Words() {}

    /** A status as the list says it. */
    public static String of(Status status) {
        return switch (status) {
            case NEW -> "New";
            case ACCEPTED -> "Accepted";
            case NEEDS_DETAILS -> "Needs details";
            case UPLOADING -> "Uploading";
            case ON_IEP -> "On IEP";
            case DOWNLOAD_REQUESTED -> "Download request";
            case DOWNLOADING -> "Downloading";
            case DELIVERED -> "Delivered";
            case FIXED_UP -> "Fixed up";
            case FAILED -> "Failed";
            case DECLINED -> "Declined";
            case CANCELLED -> "Cancelled";
            case PURGED -> "Purged";
        };
    }

    /** What a status means, in a sentence, for Help. */
    public static String meaning(Status status) {
        return switch (status) {
            case NEW -> "Nobody has looked at it yet.";
            case ACCEPTED -> "It may go on; the images have not begun to move.";
            case NEEDS_DETAILS -> "A question is open and waits for an answer.";
            case UPLOADING -> "The images move from the sending PACS to the exchange.";
            case ON_IEP -> "Every image is on the exchange and none is in the receiving PACS: choose Download.";
            case DOWNLOAD_REQUESTED -> "It waits in the queue to the receiving PACS and starts when others finish.";
            case DOWNLOADING -> "The images move from the exchange into the receiving PACS.";
            case DELIVERED -> "The receiving PACS confirmed every image; it waits there for verification.";
            case FIXED_UP -> "The receiving hospital has matched and verified the images.";
            case FAILED -> "It stopped. Open it to read why, and what to do next.";
            case DECLINED -> "The other side will not send it. The reason is in Details.";
            case CANCELLED -> "It was called off before images moved.";
            case PURGED -> "The images are gone from the exchange; the record stays.";
        };
    }

    /** The shape of the sign beside a status, so that colour is never the only signal. */
    public static String icon(Status status) {
        return switch (status) {
            case NEW -> "new";
            case ACCEPTED -> "acc";
            case NEEDS_DETAILS -> "ask";
            case UPLOADING -> "up";
            case ON_IEP -> "iep";
            case DOWNLOAD_REQUESTED -> "wait";
            case DOWNLOADING -> "down";
            case DELIVERED, FIXED_UP -> "done";
            case FAILED -> "fail";
            case DECLINED, CANCELLED -> "no";
            case PURGED -> "gone";
        };
    }

    /** The colour of a status: go, ok, bad, ask, off or none. */
    public static String tone(Status status) {
        return switch (status) {
            case UPLOADING, ON_IEP, DOWNLOADING -> "go";
            case DELIVERED, FIXED_UP -> "ok";
            case FAILED -> "bad";
            case NEW, ACCEPTED, NEEDS_DETAILS -> "ask";
            case DECLINED, CANCELLED, PURGED -> "off";
            case DOWNLOAD_REQUESTED -> "";
        };
    }

    /** What a button for it says. */
    public static String of(Action action) {
        return switch (action) {
            case DOWNLOAD -> "Download";
            case RETRY -> "Retry";
            case FIX_UP -> "Fixed up";
            case MAKE_DISK -> "Make disk";
            case CANCEL -> "Cancel transfer";
            case CHANGE_PRIORITY -> "Change priority";
            case SEND_MESSAGE -> "Send message";
        };
    }

    /** What is said once its button was pressed and all went well. */
    public static String done(Action action) {
        return switch (action) {
            case DOWNLOAD -> "Download requested.";
            case RETRY -> "Tried again: only what is missing is sent.";
            case FIX_UP -> "Recorded as fixed up.";
            case MAKE_DISK -> "The disk is made.";
            case CANCEL -> "Cancelled.";
            case CHANGE_PRIORITY -> "The priority is changed.";
            case SEND_MESSAGE -> "Message sent.";
        };
    }

    /** A priority's name. */
    public static String of(Priority priority) {
        return switch (priority) {
            case BLUE_LIGHT -> "Blue light";
            case NORMAL -> "Normal";
            case BATCH -> "Batch";
        };
    }

    /** What a priority is for. */
    public static String meaning(Priority priority) {
        return switch (priority) {
            case BLUE_LIGHT ->
                "Emergencies only: theatre in the next few hours, or coming by ambulance. Starts at once.";
            case NORMAL -> "In turn, behind blue light.";
            case BATCH -> "Overnight work, behind everything else.";
        };
    }

    /** A reason for a priority (requirement E6). */
    public static String of(PriorityReason reason) {
        return switch (reason) {
            case BLUE_LIGHT -> "Emergency admission or surgery in the next 12 hours only";
            case INPATIENT -> "Inpatient admission";
            case MDT_REFERRAL -> "MDT referral";
            case OUTPATIENT -> "Outpatient appointment";
            case RESEARCH -> "Research";
            case OTHER -> "Other";
        };
    }

    /** A type's name. */
    public static String of(TransactionType type) {
        return switch (type) {
            case TRANSFER -> "Transfer";
            case REQUEST -> "Request";
            case DIRECT_ROUTING -> "Direct Routing";
        };
    }

    /** A tab's name. */
    public static String of(Tab tab) {
        return switch (tab) {
            case ACTION_REQUIRED -> "Action Required";
            case ACCEPTED -> "Accepted";
            case IN_PROGRESS -> "In Progress";
            case FAILED -> "Failed";
            case ALL -> "All";
        };
    }

    /** A gender's name. */
    public static String of(Gender gender) {
        return switch (gender) {
            case FEMALE -> "Female";
            case MALE -> "Male";
            case OTHER -> "Other";
            case UNKNOWN -> "Not known";
        };
    }

    /** A role's name. */
    public static String of(Role role) {
        return switch (role) {
            case CLINICIAN -> "Clinician";
            case PACS_TEAM -> "PACS team";
            case INSTITUTION_ADMINISTRATOR -> "Institution administrator";
            case SYSTEM_ADMINISTRATOR -> "System administrator";
        };
    }

    /** A kind's name. */
    public static String of(InstitutionKind kind) {
        return switch (kind) {
            case NHS_TRUST -> "NHS trust";
            case PRIVATE_HOSPITAL -> "Private hospital";
            case STROKE_NETWORK -> "Stroke network";
            case TELERADIOLOGY -> "Teleradiology";
            case COMPANY -> "Company";
            case INSURER -> "Insurer";
            case SOLICITOR -> "Solicitor";
            case ARMED_FORCES -> "Armed forces";
            case OVERSEAS -> "Overseas";
        };
    }

    /** "1 image", "2 images"; thousands are separated. */
    public static String count(long number, String one) {
        return "%,d %s%s".formatted(number, one, number == 1 ? "" : "s");
    }

    /** "388 of 512 images"; without the second number while nobody knows it. */
    public static String progress(int done, int total) {
        return total == 0 ? count(done, "image") : "%,d of %s".formatted(done, count(total, "image"));
    }

    /** How much of it is done, 0 to 100. */
    public static int percent(int done, int total) {
        return total == 0 ? 0 : (int) Math.min(100L, done * 100L / total);
    }

    /** Images a second: "38/s", "4.2/s"; empty while nothing is measured. */
    public static String rate(@Nullable Double rate) {
        if (rate == null || rate <= 0) {
            return "";
        }
        return rate < 10 ? "%.1f/s".formatted(rate) : "%.0f/s".formatted(rate);
    }

    /** "1st", "2nd", "11th"; thousands are separated. */
    public static String ordinal(int number) {
        int last = number % 100 >= 11 && number % 100 <= 13 ? 0 : number % 10;
        String ending = switch (last) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
        return "%,d%s".formatted(number, ending);
    }

    /** An NHS number as 3-3-4; anything else as it stands. */
    public static String nhsNumber(String number) {
        String digits = number.replaceAll("[\\s-]", "");
        return digits.matches("\\d{10}")
                ? digits.substring(0, 3) + "-" + digits.substring(3, 6) + "-" + digits.substring(6)
                : number;
    }

    /** LAST, First. */
    public static String name(String last, String first) {
        String upper = last.toUpperCase(Locale.UK);
        return first.isEmpty() ? upper : upper + ", " + first;
    }
}
